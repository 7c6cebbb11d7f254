// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.Map;
import org.oriel.metadef.Part;

/** A part of a namespace. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // filled by the database
abstract class PartRow<T extends Part> extends StampedRow {
  @Column(name = "namespace_id")
  int namespaceId;

  @Column(name = "name")
  String name;

  @Override
  Map<String, Object> cells() {
    Map<String, Object> cells = super.cells();
    cells.put("namespace_id", namespaceId);
    cells.put("name", name);
    return cells;
  }

  abstract T value();

  /** Takes over what is not common to all parts. */
  abstract void fill(T from);

  void fill(T from, Flavour flavour) {
    name = from.name();
    times(from.times(), flavour);
    fill(from);
  }
}
