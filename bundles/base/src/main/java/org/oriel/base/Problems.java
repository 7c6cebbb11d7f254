// SPDX-License-Identifier: Apache-2.0
package org.oriel.base;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong before anybody complains. Used by one thread. */
public final class Problems {
  private final List<String> sentences = new ArrayList<>();

  /** Notes a problem, as one sentence. */
  public void add(String sentence) {
    sentences.add(sentence);
  }

  public boolean isEmpty() {
    return sentences.isEmpty();
  }

  /** All problems in the order they were found. */
  public List<String> all() {
    return List.copyOf(sentences);
  }

  /**
   * Complains if there is anything to complain about.
   *
   * @throws IllegalArgumentException with all sentences
   */
  public void complain(String about) {
    if (!sentences.isEmpty()) {
      throw new IllegalArgumentException(about + ": " + String.join(" ", sentences));
    }
  }
}
