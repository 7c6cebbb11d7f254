// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.oriel.image.Caller;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.NamespaceQuery;

/** A page of namespaces as one statement. */
final class NamespaceList {
  private final NamespaceQuery query;
  private final Caller caller;
  private final StringBuilder where = new StringBuilder("1 = 1");
  private final List<Object> parameters = new ArrayList<>();

  NamespaceList(NamespaceQuery query, Caller caller) {
    this.query = query;
    this.caller = caller;
  }

  /** The rows of the page. */
  List<NamespaceRow> rows(EntityManager entities) {
    if (!caller.isAdmin()) {
      visible();
    }
    query
        .isPublic()
        .ifPresent(
            wanted ->
                and("COALESCE(n.visibility, 'private') " + (wanted ? "=" : "<>") + " 'public'"));
    query.resourceTypes().ifPresent(this::associated);
    query.marker().ifPresent(marker -> after(marker(entities, marker)));
    String direction = query.ascending() ? " ASC" : " DESC";
    String sql =
        "SELECT n.* FROM metadef_namespaces n WHERE "
            + where
            + " ORDER BY "
            + key()
            + direction
            + ", n.created_at"
            + direction
            + ", n.id"
            + direction
            + " LIMIT "
            + parameter(query.limit());
    Query statement = entities.createNativeQuery(sql, NamespaceRow.class);
    for (int i = 0; i < parameters.size(); i++) {
      statement.setParameter(i + 1, parameters.get(i));
    }
    List<NamespaceRow> rows = new ArrayList<>();
    for (Object row : statement.getResultList()) {
      rows.add((NamespaceRow) row);
    }
    return rows;
  }

  private void visible() {
    String own = caller.project().map(project -> " OR n.owner = " + parameter(project)).orElse("");
    and("(n.visibility = 'public'" + own + ")");
  }

  private void associated(Set<String> types) {
    if (types.isEmpty()) {
      and("1 = 0");
      return;
    }
    StringJoiner marks = new StringJoiner(", ");
    types.forEach(type -> marks.add(parameter(type)));
    and(
        "EXISTS (SELECT 1 FROM metadef_namespace_resource_types a"
            + " JOIN metadef_resource_types t ON t.id = a.resource_type_id"
            + " WHERE a.namespace_id = n.id AND t.name IN ("
            + marks
            + "))");
  }

  private NamespaceRow marker(EntityManager entities, String name) {
    return NamespaceRows.find(entities, name)
        .filter(row -> row.value().visibleTo(caller))
        .orElseThrow(() -> MetadefRefusals.noNamespace(name));
  }

  /** All that comes after the marker: by the key, or equal in it and by the tie-breakers. */
  private void after(NamespaceRow marker) {
    String beyond = query.ascending() ? " > " : " < ";
    String key = key();
    and(
        "("
            + key
            + beyond
            + parameter(value(marker))
            + " OR ("
            + key
            + " = "
            + parameter(value(marker))
            + " AND (n.created_at"
            + beyond
            + parameter(marker.createdAt)
            + " OR (n.created_at = "
            + parameter(marker.createdAt)
            + " AND n.id"
            + beyond
            + parameter(marker.id)
            + "))))");
  }

  private String key() {
    return switch (query.key()) {
      case ID -> "n.id";
      case NAMESPACE -> "n.namespace";
      case DISPLAY_NAME -> "COALESCE(n.display_name, '')";
      case DESCRIPTION -> "COALESCE(n.description, '')";
      case VISIBILITY -> "COALESCE(n.visibility, '')";
      case PROTECTED -> "COALESCE(n.protected, FALSE)";
      case OWNER -> "n.owner";
      case CREATED_AT -> "n.created_at";
      case UPDATED_AT -> "COALESCE(n.updated_at, n.created_at)";
    };
  }

  private Object value(NamespaceRow row) {
    return switch (query.key()) {
      case ID -> row.id;
      case NAMESPACE -> row.name;
      case DISPLAY_NAME -> row.displayName == null ? "" : row.displayName;
      case DESCRIPTION -> row.description == null ? "" : row.description;
      case VISIBILITY -> row.visibility == null ? "" : row.visibility;
      case PROTECTED -> row.isProtected != null && row.isProtected;
      case OWNER -> row.owner;
      case CREATED_AT -> row.createdAt;
      case UPDATED_AT -> row.updatedAt == null ? row.createdAt : row.updatedAt;
    };
  }

  private void and(String condition) {
    where.append(" AND ").append(condition);
  }

  /** The mark of a value, which must stand in the statement in the order of the calls. */
  private String parameter(Object value) {
    parameters.add(value);
    return "?";
  }
}
