// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.Refusal;
import org.oriel.service.Change;

/** Property protections at work. */
class ProtectionTests {
  private static final String RULES =
      """
      [^secret]
      create = admin
      read = admin
      update = admin
      delete = admin
      [^stamped]
      create = member
      read = member, admin
      update = admin
      delete = admin
      [^blind]
      create = member, admin
      read = admin
      update = admin
      delete = admin
      [.*]
      create = @
      read = @
      update = @
      delete = @
      """;

  private final House house;
  private final Image image;

  ProtectionTests(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("protections.conf"), RULES);
    house =
        new House(
            directory.resolve("stores"),
            Map.of("property_protection_file", file.toString()),
            Map.of());
    Map<String, String> properties =
        Map.of("secret", "s", "stamped", "t", "blind", "b", "free", "f");
    image =
        house.images.create(
            house.admin,
            Optional.empty(),
            Attributes.NONE.withOwner(Optional.of("p1")).withProperties(without(properties)));
    change(house.admin, new Change.Add("secret", Optional.of("s")));
    house.memory.store(
        house.now(image), house.now(image).with(image.attributes().withProperties(properties)));
  }

  private static Map<String, String> without(Map<String, String> properties) {
    return Map.of("free", properties.getOrDefault("free", ""));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Image change(Caller caller, Change... changes) {
    return house.images.change(caller, image.id(), List.of(changes));
  }

  private Set<String> stored() {
    return house.now(image).attributes().properties().keySet();
  }

  @Test
  void hidesWhatMayNotBeRead() {
    assertThat(house.images.show(house.alice, image.id()).attributes().properties())
        .containsOnlyKeys("stamped", "free");
    assertThat(house.images.show(house.admin, image.id()).attributes().properties())
        .containsOnlyKeys("secret", "stamped", "blind", "free");
    assertThat(house.images.list(house.alice, ImageQuery.DEFAULT).images())
        .singleElement()
        .satisfies(
            it -> assertThat(it.attributes().properties()).containsOnlyKeys("stamped", "free"));
  }

  @Test
  void keepsWhatTheCallerCannotSee() {
    Image shown = change(house.alice, new Change.Replace("name", Optional.of("new")));

    assertThat(shown.attributes().properties()).containsOnlyKeys("stamped", "free");
    assertThat(change(house.alice).attributes().properties()).doesNotContainKey("secret");
    assertThat(stored()).containsExactlyInAnyOrder("secret", "stamped", "blind", "free");
  }

  @Test
  void takesTheUnreadableForAbsent() {
    assertThatThrownBy(() -> change(house.alice, new Change.Replace("secret", Optional.of("x"))))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Property secret does not exist.");
    assertThatThrownBy(() -> change(house.alice, new Change.Remove("secret")))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Property secret does not exist.");
  }

  @Test
  void refusesWhatIsReserved() {
    for (Change each :
        List.of(
            new Change.Add("secret", Optional.of("x")),
            new Change.Add("secret_too", Optional.of("x")),
            new Change.Replace("stamped", Optional.of("x")),
            new Change.Remove("stamped"),
            new Change.Add("blind", Optional.of("x")))) {
      assertThatThrownBy(() -> change(house.alice, each))
          .as(each.toString())
          .isInstanceOf(Refusal.Forbidden.class)
          .hasMessage("Attribute '" + each.name() + "' is reserved.");
    }
    assertThat(house.now(image).attributes().properties().get("blind")).isEqualTo("b");
  }

  @Test
  void letsThroughWhatIsOpen() {
    assertThat(
            change(
                    house.alice,
                    new Change.Add("stamped_more", Optional.of("1")),
                    new Change.Add("blind_more", Optional.of("2")),
                    new Change.Replace("free", Optional.of("3")))
                .attributes()
                .properties())
        .containsOnlyKeys("stamped", "stamped_more", "free");
    assertThat(stored()).contains("blind_more");
    change(house.admin, new Change.Remove("secret"), new Change.Remove("stamped"));
    assertThat(stored()).doesNotContain("secret", "stamped");
  }

  @Test
  void judgesTheCreationToo() {
    Attributes secret = Attributes.NONE.withProperties(Map.of("secret", "x"));
    assertThatThrownBy(() -> house.images.create(house.alice, Optional.empty(), secret))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Attribute 'secret' is reserved.");
    Attributes blind = Attributes.NONE.withProperties(Map.of("blind", "x"));
    Image made = house.images.create(house.alice, Optional.empty(), blind);
    assertThat(made.attributes().properties()).isEmpty();
    assertThat(house.now(made).attributes().properties()).containsOnlyKeys("blind");
  }
}
