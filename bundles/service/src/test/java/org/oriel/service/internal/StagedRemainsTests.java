// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Image;

class StagedRemainsTests {
  @Test
  void removesWhatBelongsToNoImage(@TempDir Path directory) throws Exception {
    try (House house = new House(directory.resolve("main"))) {
      Image living = house.queued("raw");
      Image deleted = house.queued("raw");
      house.images.delete(house.alice, deleted.id());
      Path staging = Files.createDirectory(directory.resolve("staging"));
      for (String name :
          new String[] {
            living.id(), deleted.id(), deleted.id() + ".qcow2", "notes", "." + deleted.id()
          }) {
        Files.writeString(staging.resolve(name), "data");
      }

      StagedRemains remains =
          new StagedRemains(house.catalogue, Map.of("staging_directory", staging.toString()));

      assertThat(remains.ended(20)).isTrue();
      try (Stream<Path> left = Files.list(staging)) {
        assertThat(left.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(living.id(), "notes", "." + deleted.id());
      }
    }
  }
}
