// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The rules as they are if nobody says otherwise; read from {@code default-rules.txt}. */
final class DefaultRules {
  private static final String TABLE = "default-rules.txt";

  private DefaultRules() {}

  /**
   * Text of each rule by its name.
   *
   * @param newDefaultsOnly whether the older, wider checks are left out
   */
  static Map<String, String> texts(boolean newDefaultsOnly) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (InputStream in = Objects.requireNonNull(DefaultRules.class.getResourceAsStream(TABLE));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> add(texts, line, newDefaultsOnly));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static void add(Map<String, String> texts, String line, boolean newDefaultsOnly) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 3) {
      throw new BadRule("Three cells are expected in: " + line);
    }
    String check = cells[1].trim();
    String older = cells[2].trim();
    boolean wider = !newDefaultsOnly && !older.isEmpty();
    texts.put(cells[0].trim(), wider ? "(" + check + ") or (" + older + ")" : check);
  }
}
