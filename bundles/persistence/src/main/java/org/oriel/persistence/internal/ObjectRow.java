// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.metadef.MetadefObject;

/** An object of a namespace. */
@Entity
@Table(name = "metadef_objects")
@SuppressWarnings("NullAway.Init") // filled by the database
class ObjectRow extends PartRow<MetadefObject> {
  @Column(name = "description")
  @Nullable String description;

  /** Names of properties, with commas between. */
  @Column(name = "required")
  @Nullable String required;

  @Column(name = "json_schema")
  String schema;

  @Override
  Map<String, Object> cells() {
    Map<String, Object> cells = super.cells();
    cells.put("json_schema", schema);
    putUnlessNull(cells, "description", description);
    putUnlessNull(cells, "required", required);
    return cells;
  }

  @Override
  MetadefObject value() {
    String names = required == null ? "" : required;
    return new MetadefObject(
        name,
        Optional.ofNullable(description),
        names.isEmpty() ? List.of() : List.of(names.split(",", -1)),
        properties(),
        times());
  }

  private Map<String, Map<String, Object>> properties() {
    Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    Json.read(schema).forEach((property, its) -> properties.put(property, object(its)));
    return properties;
  }

  private static Map<String, Object> object(Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach((keyword, member) -> object.put((String) keyword, member));
    }
    return object;
  }

  @Override
  void fill(MetadefObject from) {
    description = from.description().orElse(null);
    required = from.required().isEmpty() ? null : String.join(",", from.required());
    schema = Json.writeInOrder(from.properties());
  }
}
