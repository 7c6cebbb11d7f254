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

/** What tests have asked for with success: all of it has to be in the document of the API. */
final class Exercised {
  private static final int FIRST_REFUSAL = 300;

  /** Answered in front of all operations. */
  private static final Set<String> NO_OPERATIONS = Set.of("HEAD", "OPTIONS");

  private final Set<String> operations = new ConcurrentSkipListSet<>();

  void note(String method, String path, int status) {
    if (status < FIRST_REFUSAL) {
      String bare = path.replaceFirst("[?].*", "").replaceFirst("^/v2[.][0-9]+(?=/)", "/v2");
      operations.add(method + " " + bare);
    }
  }

  void assertAreIn(JsonNode document) {
    List<String> missing = new ArrayList<>();
    for (String operation : operations) {
      String[] words = operation.split(" ", 2);
      if (!NO_OPERATIONS.contains(words[0])
          && !words[1].startsWith("/images")
          && !isIn(document, words)) {
        missing.add(operation);
      }
    }
    assertThat(missing).as("operations that the document does not describe").isEmpty();
  }

  private static boolean isIn(JsonNode document, String[] words) {
    for (var path : document.get("paths").properties()) {
      if (matches(path.getKey(), words[1])
          && path.getValue().has(words[0].toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String template, String path) {
    List<String> wanted = Arrays.asList(template.split("/", -1));
    List<String> segments = Arrays.asList(path.split("/", -1));
    if (wanted.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).startsWith("{") && !wanted.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }
}
