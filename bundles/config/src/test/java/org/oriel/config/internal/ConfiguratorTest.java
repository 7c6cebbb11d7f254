// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The component with Felix's Config Admin and real files. */
class ConfiguratorTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private FelixConfigAdmin felix;

  @BeforeEach
  void start() throws BundleException {
    felix = new FelixConfigAdmin(directory.resolve("felix"));
  }

  @AfterEach
  void stop() throws BundleException, InterruptedException {
    felix.stop();
  }

  private Configurator configurator(Optional<Path> conf) {
    return new Configurator(
        felix.admin(),
        new Surroundings(directory, conf, Optional.of("11310"), Translated.NODE),
        Map.of());
  }

  private Map<String, Long> counts() throws IOException, InvalidSyntaxException {
    Map<String, Long> counts = new TreeMap<>();
    Configuration[] all = felix.admin().listConfigurations(null);
    for (Configuration one : all == null ? new Configuration[0] : all) {
      counts.put(one.getPid(), one.getChangeCount());
    }
    return counts;
  }

  private String value(String pid, String key) throws IOException {
    Dictionary<String, Object> properties =
        felix.admin().getConfiguration(pid, "?").getProperties();
    return properties == null ? "" : String.valueOf(properties.get(key));
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    for (int i = 0; i < 300 && !what.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(what.getAsBoolean()).isTrue();
  }

  @Test
  void secondStartChangesNothing() throws Exception {
    configurator(Optional.empty()).stop();
    Map<String, Long> first = counts();
    assertThat(first).containsKeys("org.oriel.rest", "org.oriel.store~file").hasSize(18);
    assertThat(value("org.apache.felix.http", "org.osgi.service.http.port")).isEqualTo("11310");

    felix.stop();
    felix = new FelixConfigAdmin(directory.resolve("felix"));
    Map<String, Long> stored = counts();
    configurator(Optional.empty()).stop();

    assertThat(stored.keySet()).isEqualTo(first.keySet());
    assertThat(counts()).isEqualTo(stored);
  }

  @Test
  void onlyWhatDiffersIsWritten() throws Exception {
    configurator(Optional.empty()).stop();
    Map<String, Long> before = counts();
    Files.createDirectories(directory.resolve("etc"));
    Files.writeString(directory.resolve("etc/oriel.conf"), "[oriel_jobs]\nmax_workers = 7");
    configurator(Optional.empty()).stop();

    Map<String, Long> after = counts();
    assertThat(value("org.oriel.jobs", "max_workers")).isEqualTo("7");
    assertThat(after.remove("org.oriel.jobs")).isGreaterThan(before.remove("org.oriel.jobs"));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void changedFileIsPickedUpAndDamagedOneChangesNothing() throws Exception {
    Path conf = directory.resolve("glance-api.conf");
    Files.writeString(
        conf, "[DEFAULT]\nenabled_backends = a:file,b:file\n[glance_store]\ndefault_backend = a\n");
    Configurator configurator = configurator(Optional.of(conf));
    try {
      assertThat(counts()).containsKeys("org.oriel.store~a", "org.oriel.store~b");
      Map<String, Long> before = counts();

      Files.writeString(conf, "[DEFAULT]\napi_limit_max = many\nimage_tag_quota = 3\n");
      Thread.sleep(3_500);
      assertThat(counts()).isEqualTo(before);

      Files.writeString(
          conf, "[DEFAULT]\nenabled_backends = a:file\n[glance_store]\ndefault_backend = a\n");
      await(
          () -> {
            try {
              return !counts().containsKey("org.oriel.store~b")
                  && "a".equals(value("org.oriel.storage", "stores"));
            } catch (IOException | InvalidSyntaxException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(counts().get("org.oriel.store~a")).isEqualTo(before.get("org.oriel.store~a"));
      assertThat(value("org.oriel.storage", "stores")).isEqualTo("a");
    } finally {
      configurator.stop();
    }
  }

  @Test
  void problemsAtTheStartWriteNothing() throws Exception {
    Path conf = Files.writeString(directory.resolve("glance-api.conf"), "nonsense");
    configurator(Optional.of(conf)).stop();

    assertThat(counts()).isEmpty();
  }

  @Test
  void configurationsOfKarafsOwnFilesAreLeftAlone() throws Exception {
    ConfigurationAdmin admin = felix.admin();
    Dictionary<String, Object> own =
        FrameworkUtil.asDictionary(Map.of("felix.fileinstall.filename", "file:x"));
    admin.getFactoryConfiguration("org.oriel.store", "mine", "?").update(own);
    admin.getConfiguration("org.oriel.jobs", "?").update(own);
    Map<String, Long> before = counts();

    configurator(Optional.empty()).stop();

    assertThat(counts()).containsAllEntriesOf(before).containsKey("org.oriel.rest");
  }
}
