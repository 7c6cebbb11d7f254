// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.features;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Each feature of ours resolves and starts with nothing but Karaf beneath it: the distribution is
 * started with an empty house, a feature is installed, looked at, and taken away again.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AloneIT {
  /** Karaf's own core: everything above this start level comes from features. */
  private static final int CORE_START_LEVEL = 15;

  private static final EnumSet<FeaturesService.Option> QUIETLY =
      EnumSet.of(
          FeaturesService.Option.NoAutoRefreshBundles,
          FeaturesService.Option.NoAutoRefreshUnmanagedBundles);

  @Inject private BundleContext context;
  @Inject private FeaturesService features;

  @Configuration
  public Option[] configuration() throws IOException {
    Path startup = Path.of("target", "startup-alone.properties");
    try (Stream<String> lines = Files.lines(Path.of(System.getProperty("oriel.startup", "")))) {
      Files.write(startup, lines.filter(AloneIT::isOfTheCore).toList());
    }
    return new Option[] {
      Distribution.asBuilt(Distribution.freePort()),
      replaceConfigurationFile("etc/startup.properties", startup.toFile()),
      editConfigurationFilePut(
          "etc/org.apache.karaf.features.cfg", "featuresBoot", "feature, config, scr")
    };
  }

  private static boolean isOfTheCore(String line) {
    int equals = line.lastIndexOf('=');
    return equals < 0 || Integer.parseInt(line.substring(equals + 1).strip()) <= CORE_START_LEVEL;
  }

  @Test
  public void theHouseIsEmptyAtFirst() {
    assertEquals(
        List.of(), bundles().stream().filter(name -> name.startsWith("org.oriel.")).toList());
  }

  @Test
  public void contractsStartAlone() throws Exception {
    startsAlone(
        "oriel-contracts", "org.oriel.domain", "org.oriel.store-spi", "org.oriel.format-spi");
  }

  @Test
  public void coreStartsAlone() throws Exception {
    startsAlone("oriel-core", "org.oriel.service", "org.oriel.persistence");
  }

  @Test
  public void restStartsAlone() throws Exception {
    startsAlone("oriel-rest", "org.oriel.rest", "org.oriel.frameworks.cxf");
  }

  @Test
  public void jobsStartAlone() throws Exception {
    startsAlone("oriel-jobs", "org.oriel.jobs", "org.oriel.frameworks.spring-batch");
  }

  @Test
  public void routesStartAlone() throws Exception {
    startsAlone("oriel-routes", "org.oriel.routes", "org.oriel.frameworks.camel");
  }

  @Test
  public void shellStartsAlone() throws Exception {
    startsAlone("oriel-shell", "org.oriel.shell");
  }

  @Test
  public void fileStoreStartsAlone() throws Exception {
    startsAlone("oriel-store-file", "org.oriel.stores.file");
  }

  @Test
  public void httpStoreStartsAlone() throws Exception {
    startsAlone("oriel-store-http", "org.oriel.stores.http");
  }

  @Test
  public void memoryStoreStartsAlone() throws Exception {
    startsAlone("oriel-store-memory", "org.oriel.stores.memory");
  }

  @Test
  public void rawFormatStartsAlone() throws Exception {
    startsAlone("oriel-format-raw", "org.oriel.formats.raw");
  }

  @Test
  public void opaqueFormatsStartAlone() throws Exception {
    startsAlone("oriel-format-opaque", "org.oriel.formats.opaque");
  }

  @Test
  public void qcow2FormatStartsAlone() throws Exception {
    startsAlone("oriel-format-qcow2", "org.oriel.formats.qcow2");
  }

  @Test
  public void vmdkFormatStartsAlone() throws Exception {
    startsAlone("oriel-format-vmdk", "org.oriel.formats.vmdk");
  }

  @Test
  public void vhdFormatStartsAlone() throws Exception {
    startsAlone("oriel-format-vhd", "org.oriel.formats.vhd");
  }

  @Test
  public void vdiFormatStartsAlone() throws Exception {
    startsAlone("oriel-format-vdi", "org.oriel.formats.vdi");
  }

  @Test
  public void parallelsFormatStartsAlone() throws Exception {
    startsAlone("oriel-format-parallels", "org.oriel.formats.parallels");
  }

  @Test
  public void vhdxFormatStartsAlone() throws Exception {
    startsAlone("oriel-format-vhdx", "org.oriel.formats.vhdx");
  }

  @Test
  public void everythingStarts() throws Exception {
    startsAlone("oriel", "org.oriel.rest", "org.oriel.routes", "org.oriel.shell");
  }

  private void startsAlone(String feature, String... expected) throws Exception {
    Set<String> before = bundles();
    features.installFeature(feature, QUIETLY);
    try {
      Set<String> added = new TreeSet<>(bundles());
      added.removeAll(before);
      assertTrue(added.toString(), added.containsAll(List.of(expected)));
      assertEquals(List.of(), notActive());
    } finally {
      features.uninstallFeature(feature, QUIETLY);
    }
    assertEquals("the feature leaves nothing behind", before, bundles());
    assertFalse(features.isInstalled(features.getFeature(feature)));
  }

  private Set<String> bundles() {
    return Arrays.stream(context.getBundles())
        .map(Bundle::getSymbolicName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> notActive() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
        .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState())
        .toList();
  }
}
