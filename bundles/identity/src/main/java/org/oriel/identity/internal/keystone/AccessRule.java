// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import java.util.ArrayList;
import java.util.List;

/**
 * One request that an application credential may make, as Keystone's access rules describe it: a
 * type of service, a method and a path. In the path {@code {name}} and {@code *} stand for one
 * segment or a part of one, {@code **} for anything.
 */
record AccessRule(String service, String method, List<String> tokens) {
  private static final String SEGMENT = "*";
  private static final String ANYTHING = "**";

  AccessRule {
    tokens = List.copyOf(tokens);
  }

  static AccessRule of(String service, String method, String path) {
    return new AccessRule(service, method, tokens(path));
  }

  boolean permits(String wantedService, String wantedMethod, String wantedPath) {
    return service.equals(wantedService) && method.equals(wantedMethod) && matches(wantedPath);
  }

  /** Single characters, and what stands for several. */
  private static List<String> tokens(String path) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < path.length()) {
      char c = path.charAt(at);
      int end = c == '{' ? path.indexOf('}', at) : -1;
      if (end > 0) {
        tokens.add(SEGMENT);
        at = end + 1;
      } else if (path.startsWith(ANYTHING, at)) {
        tokens.add(ANYTHING);
        at += 2;
      } else {
        tokens.add(String.valueOf(c));
        at++;
      }
    }
    return tokens;
  }

  /**
   * Token by token, the ends of all beginnings of the path that fit so far: no pattern can make
   * this take longer than the product of both lengths.
   */
  private boolean matches(String path) {
    boolean[] fits = new boolean[path.length() + 1];
    fits[0] = true;
    for (String token : tokens) {
      fits = after(token, fits, path);
    }
    return fits[path.length()];
  }

  private static boolean[] after(String token, boolean[] before, String path) {
    boolean[] after = new boolean[before.length];
    if (token.equals(ANYTHING)) {
      after[0] = before[0];
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      after[i + 1] =
          switch (token) {
            case ANYTHING -> before[i + 1] || after[i];
            case SEGMENT -> c != '/' && (before[i] || after[i]);
            default -> before[i] && token.charAt(0) == c;
          };
    }
    return after;
  }
}
