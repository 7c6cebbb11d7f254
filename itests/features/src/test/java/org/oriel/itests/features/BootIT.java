// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.features;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.karaf.features.Feature;
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

/** First boot of the whole server in a fresh directory. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BootIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Inject private BundleContext context;
  @Inject private FeaturesService features;

  @Configuration
  public Option[] configuration() {
    return new Option[] {Distribution.asBuilt(Distribution.freePort())};
  }

  @Test
  public void answersTheHealthcheck() throws Exception {
    URI healthcheck =
        URI.create("http://127.0.0.1:" + System.getProperty("oriel.test.port") + "/healthcheck");
    Instant end = Instant.now().plus(LIMIT);
    int status = 0;
    while (status != 200 && Instant.now().isBefore(end)) {
      status = status(healthcheck);
      Thread.sleep(200);
    }
    assertEquals(200, status);
  }

  @Test
  public void startsEveryBundle() {
    List<String> notActive =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState())
            .toList();
    assertEquals(List.of(), notActive);
  }

  @Test
  public void knowsItsFeatures() throws Exception {
    Set<String> installed =
        Arrays.stream(features.listInstalledFeatures())
            .map(Feature::getName)
            .collect(Collectors.toSet());
    assertTrue(installed.toString(), installed.contains("oriel"));
    assertTrue(installed.toString(), installed.contains("oriel-rest"));
    assertFalse(installed.toString(), installed.contains("oriel-store-memory"));
  }

  /** A bundle that is stopped and refreshed during the boot is what made a boot hang for ever. */
  @Test
  public void stopsAndRefreshesNothing() throws Exception {
    List<String> log = log();
    assertTrue(
        "the log tells of the features",
        log.stream().anyMatch(line -> line.contains("Adding features")));
    List<String> refreshes =
        log.stream()
            .filter(
                line -> line.contains("Stopping bundles") || line.contains("Refreshing bundles"))
            .toList();
    assertEquals(List.of(), refreshes);
  }

  @Test
  public void hasNoEventAdminAndNoBlueprint() {
    List<String> unwanted =
        Arrays.stream(context.getBundles())
            .map(Bundle::getSymbolicName)
            .filter(name -> name.contains("eventadmin") || name.contains("blueprint"))
            .toList();
    assertEquals(List.of(), unwanted);
  }

  private static List<String> log() throws IOException {
    return Files.readAllLines(Path.of(System.getProperty("karaf.base"), "oriel.log"));
  }

  private static int status(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(2000);
      connection.setReadTimeout(5000);
      return connection.getResponseCode();
    } catch (IOException e) {
      return 0; // nobody listens yet
    }
  }
}
