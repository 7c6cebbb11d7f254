// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.Comparator;
import java.util.List;
import org.oriel.metadef.Part;

/** The order of parts in views. */
final class ByName {
  private ByName() {}

  static <T extends Part> List<T> sorted(List<T> parts) {
    return parts.stream().sorted(Comparator.comparing(Part::name)).toList();
  }
}
