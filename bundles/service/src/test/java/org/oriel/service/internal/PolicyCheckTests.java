// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.service.PolicyCheck;

class PolicyCheckTests {
  private final House house;
  private final PolicyCheck check;

  PolicyCheckTests(@TempDir Path directory) {
    house = new House(directory);
    check = new PolicyCheckService(house.catalogue, house.policy, house.policy);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void judgesByAnImage() {
    Image image =
        house.images.create(
            house.alice, Optional.empty(), House.bare("raw").withVisibility(Visibility.PRIVATE));
    PolicyCheck.Judgement own = check.ofImage("delete_image", house.alice, image.id());
    PolicyCheck.Judgement read = check.ofImage("delete_image", house.rita, image.id());
    PolicyCheck.Judgement foreign = check.ofImage("delete_image", house.bob, image.id());
    PolicyCheck.Judgement admin =
        check.ofImage("delete_image", Caller.of("root", "ops", Set.of("admin")), image.id());

    assertThat(own.allowed()).isTrue();
    assertThat(own.reasons().said()).isEqualTo("rule:delete_image");
    assertThat(own.reasons().parts().get(0).said()).isEqualTo("or");
    assertThat(read.allowed()).isFalse();
    assertThat(read.visible()).isTrue();
    assertThat(foreign.visible()).isFalse();
    assertThat(foreign.allowed()).isFalse();
    assertThat(admin.allowed()).isTrue();
    assertThatThrownBy(() -> check.ofImage("get_image", house.alice, "none"))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void judgesByFacts() {
    assertThat(check.ofTarget("get_image", house.bob, Map.of("visibility", "public")).allowed())
        .isTrue();
    assertThat(check.ofTarget("get_image", house.bob, Map.of("project_id", "p1")).allowed())
        .isFalse();
  }
}
