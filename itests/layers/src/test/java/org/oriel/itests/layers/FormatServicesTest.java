// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The disk tool finds formats without a container: what is a service in one is one in the other.
 */
class FormatServicesTest {
  private static final String CONTRACT = "org.oriel.disk.DiskFormat";
  private static final Pattern CLASS = Pattern.compile("<implementation class=\"([^\"]+)\"");

  @Test
  void everyFormatIsThereForTheDiskTool() throws IOException {
    Set<Path> bundles;
    try (Stream<Path> files = Files.list(Path.of("../../bundles/formats"))) {
      bundles =
          files
              .map(bundle -> bundle.resolve("target/classes"))
              .filter(Files::isDirectory)
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertThat(bundles).isNotEmpty();
    for (Path bundle : bundles) {
      assertThat(onThePath(bundle))
          .as("META-INF/services of %s", bundle)
          .isEqualTo(inTheContainer(bundle));
    }
  }

  private static Set<String> inTheContainer(Path bundle) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> components = Files.list(bundle.resolve("OSGI-INF"))) {
      for (Path component : components.toList()) {
        String text = Files.readString(component);
        Matcher implementation = CLASS.matcher(text);
        if (text.contains("interface=\"" + CONTRACT + "\"") && implementation.find()) {
          names.add(implementation.group(1));
        }
      }
    }
    return names;
  }

  private static Set<String> onThePath(Path bundle) throws IOException {
    Path services = bundle.resolve("META-INF/services").resolve(CONTRACT);
    if (!Files.exists(services)) {
      return Set.of();
    }
    try (Stream<String> lines = Files.lines(services)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
