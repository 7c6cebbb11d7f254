// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What tests have asked for, and how it was answered: operation and status have to be in the
 * document of the API. What is no operation must have been refused as such.
 */
final class Exercised {
  /** Answered in front of all operations. */
  private static final Set<String> NO_OPERATIONS = Set.of("HEAD", "OPTIONS");

  /** How the server says that there is no such operation, or that it did not look for one. */
  private static final Set<String> NOTHING_THERE =
      Set.of("300", "400", "401", "404", "405", "431", "501", "503");

  private final Set<String> answers = new ConcurrentSkipListSet<>();

  void note(String method, String path, int status) {
    if (!NO_OPERATIONS.contains(method)) {
      String bare = path.replaceFirst("[?].*", "").replaceFirst("^/v2[.][0-9]+(?=/)", "/v2");
      String versioned = bare.startsWith("/images") ? "/v2" + bare : bare;
      answers.add(method + " " + versioned + " " + status);
    }
  }

  void assertAreIn(JsonNode document) {
    List<String> missing = new ArrayList<>();
    for (String answer : answers) {
      String[] words = answer.split(" ", -1);
      if (!isIn(document, words[0], words[1], words[words.length - 1])) {
        missing.add(answer);
      }
    }
    assertThat(missing).as("answers that the document does not describe").isEmpty();
  }

  private static boolean isIn(JsonNode document, String method, String path, String status) {
    for (var each : document.get("paths").properties()) {
      JsonNode operation = each.getValue().path(method.toLowerCase(Locale.ROOT));
      if (matches(each.getKey(), path) && operation.isObject()) {
        return operation.get("responses").has(status) || status.equals("300");
      }
    }
    return NOTHING_THERE.contains(status);
  }

  private static boolean matches(String template, String path) {
    List<String> wanted = Arrays.asList(template.split("/", -1));
    List<String> segments = Arrays.asList(path.split("/", -1));
    if (wanted.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      boolean fits =
          wanted.get(i).startsWith("{")
              ? !segments.get(i).isEmpty()
              : wanted.get(i).equals(segments.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
