// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreSectionsTest {
  private static final String[] THREE = {
    "[DEFAULT]",
    "enabled_backends = cheap:file, fast:file,",
    "  odd:acme",
    "[cheap]",
    "filesystem_store_datadir = $root/cheap",
    "root = /srv",
    "store_description = Large and slow",
    "weight = 10",
    "[fast]",
    "filesystem_store_datadir = /nvme",
    "[odd]",
    "acme_key = geheim",
    "acme_host = a",
    "acme_host = b",
    "[os_glance_staging_store]",
    "filesystem_store_datadir = /staging",
    "[glance_store]",
    "default_backend = fast"
  };

  @Test
  void eachBackendIsAConfiguration() {
    Translated three = Translated.conf(THREE);

    assertThat(three.problems()).isEmpty();
    assertThat(three.pid("org.oriel.storage"))
        .containsEntry("stores", "cheap,fast,odd")
        .containsEntry("default_backend", "fast")
        .containsEntry("multistore", "true");
    assertThat(three.pid("org.oriel.rest")).containsEntry("enabled_backends_set", "true");
    assertThat(three.pid("org.oriel.store~cheap"))
        .contains(
            Map.entry("name", "cheap"),
            Map.entry("type", "file"),
            Map.entry("weight", "10"),
            Map.entry("store_description", "Large and slow"),
            Map.entry("filesystem_store_datadir", "/srv/cheap"));
    assertThat(three.pid("org.oriel.store~fast")).containsEntry("weight", "0");
    assertThat(three.pid("org.oriel.store~file")).isEmpty();
  }

  @Test
  void optionsOfUnknownStoreTypesArePassedOn() {
    assertThat(Translated.conf(THREE).pid("org.oriel.store~odd"))
        .containsOnly(
            Map.entry("name", "odd"),
            Map.entry("type", "acme"),
            Map.entry("weight", "0"),
            Map.entry("acme_key", "geheim"),
            Map.entry("acme_host", "a\nb"));
  }

  @Test
  void reservedStoresAreConfiguredButNotOffered() {
    assertThat(Translated.conf(THREE).pid("org.oriel.store~os_glance_staging_store"))
        .containsEntry("filesystem_store_datadir", "/staging")
        .containsEntry("type", "file");
  }

  @Test
  void unknownOptionsOfKnownTypesAreNamed() {
    assertThat(Translated.conf(THREE).plan().warnings())
        .containsExactly("glance-api.conf line 6: [cheap] root is not known and has no effect.");
  }

  @Test
  void environmentReachesStores() {
    assertThat(
            Translated.environment(Map.of("OS_FAST__FILESYSTEM_STORE_DATADIR", "/env"), THREE)
                .pid("org.oriel.store~fast"))
        .containsEntry("filesystem_store_datadir", "/env");
  }

  @Test
  void singleStoreTakesItsOptionsFromGlanceStore() {
    Translated single =
        Translated.conf(
            "[glance_store]",
            "stores = filesystem,http",
            "default_store = filesystem",
            "filesystem_store_datadir = /srv/images",
            "filesystem_thin_provisioning = True",
            "https_insecure = False");

    assertThat(single.problems()).isEmpty();
    assertThat(single.plan().warnings()).isEmpty();
    assertThat(single.pid("org.oriel.storage"))
        .containsEntry("stores", "file,http")
        .containsEntry("default_backend", "file")
        .containsEntry("multistore", "false");
    assertThat(single.pid("org.oriel.store~file"))
        .containsOnly(
            Map.entry("name", "file"),
            Map.entry("type", "file"),
            Map.entry("weight", "0"),
            Map.entry("filesystem_store_datadir", "/srv/images"),
            Map.entry("filesystem_thin_provisioning", "true"));
    assertThat(single.pid("org.oriel.store~http"))
        .containsOnly(
            Map.entry("name", "http"),
            Map.entry("type", "http"),
            Map.entry("weight", "0"),
            Map.entry("https_insecure", "false"));
  }

  @Test
  void severalDirectoriesStayApart() {
    assertThat(
            Translated.conf(
                    "[glance_store]",
                    "filesystem_store_datadirs = /a:200",
                    "filesystem_store_datadirs = /b:100")
                .pid("org.oriel.store~file"))
        .containsEntry("filesystem_store_datadirs", "/a:200\n/b:100");
  }

  @Test
  void contradictionsAreProblems() {
    assertThat(Translated.conf("[DEFAULT]", "enabled_backends = a:file").problems())
        .containsExactly("[glance_store] default_backend is not set, but enabled_backends is.");
    assertThat(
            Translated.conf(
                    "[DEFAULT]",
                    "enabled_backends = a:file",
                    "[glance_store]",
                    "default_backend = b")
                .problems())
        .containsExactly(
            "glance-api.conf line 4: [glance_store] default_backend is none of the enabled_backends.");
    assertThat(Translated.conf("[glance_store]", "default_store = rbd").problems())
        .containsExactly(
            "glance-api.conf line 2: [glance_store] default_store does not fit: default_store must be"
                + " one of stores.");
    assertThat(Translated.conf("[glance_store]", "stores = http").problems())
        .containsExactly(
            "glance-api.conf line 2: [glance_store] stores does not fit: default_store must be one of"
                + " stores.");
  }

  @Test
  void namesThatCannotBeAreProblems() {
    for (String name : new String[] {"os_glance_mine", "a/b", "database", "a b", "..", "-x"}) {
      assertThat(
              Translated.conf(
                      "[DEFAULT]",
                      "enabled_backends = " + name + ":file",
                      "[glance_store]",
                      "default_backend = " + name)
                  .problems())
          .as(name)
          .hasSize(1)
          .allMatch(
              problem ->
                  problem.startsWith(
                      "glance-api.conf line 2: [DEFAULT] enabled_backends has a store"));
    }
    assertThat(Translated.conf("[DEFAULT]", "enabled_backends = nothing").problems())
        .containsExactly(
            "glance-api.conf line 2: [DEFAULT] enabled_backends is not a list of name:value pairs.");
  }
}
