// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  private static final Room DOMAIN =
      new Room("domain", Set.of(), Set.of("java.util"), Set.of("org.oriel.image"));
  private static final Room SERVICE =
      new Room("service", Set.of("domain"), Set.of("org.oriel.image"), Set.of("org.oriel.service"));

  @Test
  void houseKeepsItsLayers() throws IOException {
    List<Room> rooms = House.rooms(Path.of("../../bundles"));
    assertThat(rooms).extracting(Room::name).contains("domain", "rest", "stores.file");
    assertThat(LayerRules.violations(rooms)).isEmpty();
  }

  @Test
  void goodRoomsPass() {
    assertThat(LayerRules.violations(List.of(DOMAIN, SERVICE))).isEmpty();
  }

  @Test
  void walkBackwardIsFoundInThePom() {
    Room backward = new Room("domain", Set.of("service"), Set.of(), Set.of("org.oriel.image"));
    assertThat(LayerRules.violations(List.of(backward, SERVICE)))
        .containsExactly("domain depends on service in its POM");
  }

  @Test
  void walkSidewaysIsFoundInTheManifest() {
    Room sideways = new Room("rest", Set.of("service"), Set.of("org.oriel.jobs"), Set.of());
    Room jobs = new Room("jobs", Set.of("domain"), Set.of(), Set.of("org.oriel.jobs"));
    assertThat(LayerRules.violations(List.of(DOMAIN, SERVICE, sideways, jobs)))
        .containsExactly("rest imports org.oriel.jobs of jobs");
  }

  @Test
  void innerPackageOfAnotherRoomIsFound() {
    Room curious =
        new Room("rest", Set.of("service"), Set.of("org.oriel.service.internal"), Set.of());
    assertThat(LayerRules.violations(List.of(DOMAIN, SERVICE, curious)))
        .containsExactly("rest imports org.oriel.service.internal, which no room exports");
  }

  @Test
  void frameworkOutsideItsRoomIsFound() {
    Room service = new Room("service", Set.of(), Set.of("jakarta.persistence.spi"), Set.of());
    assertThat(LayerRules.violations(List.of(service)))
        .containsExactly(
            "service imports jakarta.persistence.spi, a framework of room persistence");
  }

  @Test
  void dynamicImportOfEverythingIsAFrameworkToo() {
    Room greedy = new Room("policy", Set.of(), Set.of("*"), Set.of());
    assertThat(LayerRules.violations(List.of(greedy)))
        .anyMatch(text -> text.contains("a framework of room jobs"));
  }

  @Test
  void contractThatKnowsSomebodyIsFound() {
    Room contract =
        new Room("store-spi", Set.of("base"), Set.of("org.slf4j"), Set.of("org.oriel.store"));
    assertThat(LayerRules.violations(List.of(contract)))
        .containsExactly(
            "store-spi depends on base in its POM",
            "store-spi is a contract, but imports org.slf4j");
  }

  @Test
  void roomWithoutALineInTheTableIsFound() {
    Room stranger = new Room("annex", Set.of(), Set.of(), Set.of());
    assertThat(LayerRules.violations(List.of(stranger)))
        .containsExactly("annex has no line in the table of layers");
  }

  @Test
  void violationInFilesIsFound(@TempDir Path bundles) throws IOException {
    room(
        bundles.resolve("domain"),
        "org.oriel.domain",
        "",
        "Export-Package: org.oriel.image;version=\"1.0.0\"\n");
    room(
        bundles.resolve("stores/file"),
        "org.oriel.stores.file",
        """
        <dependency><groupId>org.oriel</groupId><artifactId>org.oriel.testkit</artifactId>
        <scope>test</scope></dependency>
        <dependency><groupId>org.oriel</groupId><artifactId>org.oriel.domain</artifactId>
        </dependency>
        """,
        "Import-Package: org.oriel.image;version=\"[1.0,2)\",org.apache.camel;resolution:=optional\n");
    assertThat(LayerRules.violations(House.rooms(bundles)))
        .containsExactlyInAnyOrder(
            "stores.file depends on domain in its POM",
            "stores.file imports org.oriel.image of domain",
            "stores.file imports org.apache.camel, a framework of room routes");
  }

  private static void room(Path folder, String artifact, String dependencies, String headers)
      throws IOException {
    Path manifest = folder.resolve("target/classes/META-INF/MANIFEST.MF");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "Manifest-Version: 1.0\n" + headers);
    Files.writeString(
        folder.resolve("pom.xml"),
        "<project><artifactId>"
            + artifact
            + "</artifactId><dependencies>"
            + dependencies
            + "</dependencies></project>");
  }
}
