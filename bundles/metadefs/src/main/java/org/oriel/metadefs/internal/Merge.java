// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.Part;

/** What comes out when a file meets a namespace that is there already. */
final class Merge {
  private Merge() {}

  /**
   * Joins two states of a namespace.
   *
   * @param winner whose parts count where both have one of a name
   */
  static Definition of(Definition winner, Definition other) {
    Namespace first = winner.namespace();
    Namespace second = other.namespace();
    return new Definition(
        new Namespace(
            first.name(),
            first.displayName().or(second::displayName),
            first.description().or(second::description),
            first.isPublic(),
            first.isProtected(),
            first.owner(),
            first.times()),
        joined(winner.associations(), other.associations(), Association::type),
        joined(winner.properties(), other.properties(), Part::name),
        joined(winner.objects(), other.objects(), Part::name),
        joined(winner.tags(), other.tags(), Part::name));
  }

  private static <T> List<T> joined(List<T> winner, List<T> other, Function<T, String> name) {
    Map<String, T> joined = new LinkedHashMap<>();
    other.forEach(each -> joined.put(name.apply(each), each));
    winner.forEach(each -> joined.put(name.apply(each), each));
    return new ArrayList<>(joined.values());
  }
}
