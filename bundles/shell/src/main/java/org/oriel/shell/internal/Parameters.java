// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.image.Refusal;

/** Parameters of a job, as they are typed. */
final class Parameters {
  private Parameters() {}

  static Map<String, String> of(List<String> typed) {
    Map<String, String> parameters = new TreeMap<>();
    for (String each : typed) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw new Refusal.Invalid("A parameter is written as name=value, unlike " + each + ".");
      }
      if (parameters.put(each.substring(0, equals), each.substring(equals + 1)) != null) {
        throw new Refusal.Invalid(
            "Parameter " + each.substring(0, equals) + " is given more than once.");
      }
    }
    return parameters;
  }
}
