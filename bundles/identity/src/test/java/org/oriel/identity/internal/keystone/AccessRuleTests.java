// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRuleTests {
  @ParameterizedTest
  @CsvSource({
    "/v2/images,/v2/images,true",
    "/v2/images,/v2/images/x,false",
    "/v2/images,/v2/image,false",
    "/v2/images/{id},/v2/images/x,true",
    "/v2/images/{image_id},/v2/images/,false",
    "/v2/images/{id},/v2/images/x/file,false",
    "/v2/images/*,/v2/images/x,true",
    "/v2/images/*/file,/v2/images/x/file,true",
    "/v2/images/*/file,/v2/images/x/y/file,false",
    "/v2/images/a*z,/v2/images/abcz,true",
    "/v2/images/**,/v2/images/x/members/y,true",
    "/v2/images/**,/v2/images/,true",
    "/v2/images/**,/v2/images,false",
    "/**/file,/v2/images/x/file,true",
    "**,/anything/at/all,true",
    "***,/,false",
    "/v2.images,/v2ximages,false",
    "/v2/{images,/v2/{images,true",
    "'','',true",
    "'',/v2,false",
  })
  void readsPaths(String pattern, String path, boolean permitted) {
    AccessRule rule = AccessRule.of("image", "GET", pattern);

    assertThat(rule.permits("image", "GET", path)).isEqualTo(permitted);
  }

  @Test
  void isForOneServiceAndOneMethod() {
    AccessRule rule = AccessRule.of("image", "GET", "/v2/images");

    assertThat(rule.permits("compute", "GET", "/v2/images")).isFalse();
    assertThat(rule.permits("image", "POST", "/v2/images")).isFalse();
    assertThat(rule.permits("image", "", "")).isFalse();
  }

  /** A pattern that would take regular expressions for ever. */
  @Test
  @Timeout(10)
  void cannotBeMadeSlow() {
    AccessRule rule = AccessRule.of("image", "GET", "**a".repeat(200) + "b");
    long begin = System.nanoTime();

    assertThat(rule.permits("image", "GET", "a".repeat(8000))).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
