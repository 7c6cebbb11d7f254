// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Map;
import org.oriel.metadef.ResourceType;

/** A type of resources. */
@Entity
@Table(name = "metadef_resource_types")
@SuppressWarnings("NullAway.Init") // filled by the database
class ResourceTypeRow extends StampedRow {
  @Column(name = "name")
  String name;

  @Column(name = "protected")
  boolean isProtected;

  @Override
  Map<String, Object> cells() {
    Map<String, Object> cells = super.cells();
    cells.put("name", name);
    cells.put("protected", isProtected);
    return cells;
  }

  ResourceType value() {
    return new ResourceType(name, isProtected, times());
  }
}
