// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Problems;

/** The pipelines of a file for Python's PasteDeploy, such as {@code glance-api-paste.ini}. */
final class PasteFile {
  private static final String SHIPPED = "glance-api-paste.ini";
  private static final String APPLICATION = "glance-api";
  private static final int DEEPEST = 8;

  private final Map<String, Map<String, Assignment>> sections = new HashMap<>();

  private PasteFile(List<Assignment> assignments) {
    for (Assignment each : assignments) {
      sections.computeIfAbsent(each.section(), name -> new HashMap<>()).put(each.option(), each);
    }
  }

  /** Reads a file; lines that cannot be read are problems. */
  static PasteFile parse(String source, String text, Problems problems) {
    return new PasteFile(ConfText.parse(source, text, problems));
  }

  /** The pipelines that come with Glance. */
  static PasteFile shipped() {
    try (InputStream text = PasteFile.class.getResourceAsStream(SHIPPED)) {
      if (text == null) {
        throw new IllegalStateException(SHIPPED + " is missing from the bundle");
      }
      Problems none = new Problems();
      PasteFile file =
          parse(SHIPPED, new String(text.readAllBytes(), StandardCharsets.UTF_8), none);
      none.complain(SHIPPED);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pipeline of a flavor; empty if there is none. */
  Optional<Pipeline> flavor(String flavor) {
    return application(flavor.isEmpty() ? APPLICATION : APPLICATION + "-" + flavor, 0);
  }

  private Optional<Pipeline> application(String name, int depth) {
    Optional<String> pipeline = value("pipeline:" + name, "pipeline");
    if (pipeline.isPresent()) {
      List<String> names = Arrays.asList(pipeline.get().strip().split("\\s+"));
      return Optional.of(Pipeline.of(names.subList(0, names.size() - 1), this));
    }
    // Newer files mount the pipeline beside the health check.
    return depth == DEEPEST
        ? Optional.empty()
        : value("composite:" + name, "/").flatMap(root -> application(root.strip(), depth + 1));
  }

  /** What makes a filter; its own name if the file does not say. */
  Optional<String> factory(String filter) {
    if (filter.startsWith("egg:") || filter.startsWith("call:")) {
      return Optional.of(filter);
    }
    String section = "filter:" + filter;
    return value(section, "paste.filter_factory").or(() -> value(section, "use"));
  }

  /** What the file gives a filter, and all filters. */
  Map<String, Assignment> options(String filter) {
    Map<String, Assignment> options = new HashMap<>(sections.getOrDefault("DEFAULT", Map.of()));
    options.putAll(sections.getOrDefault("filter:" + filter, Map.of()));
    return options;
  }

  private Optional<String> value(String section, String name) {
    return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(name))
        .map(Assignment::value);
  }
}
