// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Map;
import org.oriel.metadef.Property;

/** A property of a namespace. */
@Entity
@Table(name = "metadef_properties")
@SuppressWarnings("NullAway.Init") // filled by the database
class PropertyRow extends PartRow<Property> {
  @Column(name = "json_schema")
  String schema;

  @Override
  Map<String, Object> cells() {
    Map<String, Object> cells = super.cells();
    cells.put("json_schema", schema);
    return cells;
  }

  @Override
  Property value() {
    return new Property(name, Json.read(schema), times());
  }

  @Override
  void fill(Property from) {
    schema = Json.writeInOrder(from.schema());
  }
}
