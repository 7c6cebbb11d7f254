// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StrangersTest {
  @Test
  void optionsWithoutEffectAreNamedWithoutTheirValues() {
    assertThat(
            Translated.conf(
                    "[DEFAULT]",
                    "scrub_pool_size = 2",
                    "frobnicate = geheim",
                    "[nowhere]",
                    "key = geheim",
                    "[barbican]",
                    "username = geheim",
                    "password = geheim")
                .plan()
                .warnings())
        .containsExactlyInAnyOrder(
            "glance-api.conf line 2: [DEFAULT] scrub_pool_size is not supported yet and has no effect.",
            "glance-api.conf line 3: [DEFAULT] frobnicate is not known and has no effect.",
            "glance-api.conf line 5: [nowhere] key is not known and has no effect.",
            "glance-api.conf line 7: the section [barbican] is not supported yet and has no"
                + " effect.");
  }

  @Test
  void silenceAboutWhatChangesNothing() {
    assertThat(
            Translated.conf(
                    "[DEFAULT]",
                    "workers = 8",
                    "debug = True",
                    "log_file = /var/log/glance/api.log",
                    "scrub_time = 0",
                    "use_keystone_limits = False",
                    "[task]",
                    "task_executor = taskflow",
                    "[import_filtering_opts]",
                    "allowed_ports = [80, 443]",
                    "disallowed_hosts =")
                .plan()
                .warnings())
        .isEmpty();
  }

  @Test
  void silenceAboutTheEnvironmentOfOthers() {
    assertThat(Translated.environment(Map.of("OS_OTHER__THING", "x")).plan().warnings()).isEmpty();
  }
}
