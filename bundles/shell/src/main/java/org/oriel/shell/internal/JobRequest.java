// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.oriel.image.Refusal;

/**
 * What was typed behind the name of a job. Karaf reads options only in front of the first argument;
 * people write them behind it as well.
 */
record JobRequest(Map<String, String> parameters, boolean waits) {
  /**
   * @param typed parameters given in front, as name=value
   * @param words behind the name: {@code --wait}, {@code -p name=value}, {@code --name value} or
   *     {@code name=value}
   */
  static JobRequest of(List<String> typed, boolean asked, List<String> words) {
    List<String> parameters = new ArrayList<>(typed);
    boolean waiting = asked;
    for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
      String word = each.next();
      if (word.equals("--wait")) {
        waiting = true;
      } else if (word.equals("-p") || word.equals("--parameter")) {
        parameters.add(next(word, each));
      } else if (word.startsWith("--") && word.indexOf('=') < 0) {
        parameters.add(word.substring(2) + "=" + next(word, each));
      } else {
        parameters.add(word.startsWith("--") ? word.substring(2) : word);
      }
    }
    return new JobRequest(Parameters.of(parameters), waiting);
  }

  private static String next(String word, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new Refusal.Invalid("Behind " + word + " a value is missing.");
    }
    return words.next();
  }
}
