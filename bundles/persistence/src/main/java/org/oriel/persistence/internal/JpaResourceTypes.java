// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.oriel.event.Event;
import org.oriel.event.MetadefEvents;
import org.oriel.image.Refusal;
import org.oriel.metadef.Association;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.ResourceType;
import org.oriel.metadef.ResourceTypeCatalogue;
import org.oriel.metadef.Times;

/** Resource types and their associations, on Glance's tables. */
final class JpaResourceTypes implements ResourceTypeCatalogue {
  private static final String ASSOCIATIONS =
      "SELECT n.namespace, t.name, a.prefix, a.properties_target, a.created_at, a.updated_at"
          + " FROM metadef_namespace_resource_types a"
          + " JOIN metadef_resource_types t ON t.id = a.resource_type_id JOIN metadef_namespaces n ON n.id = a.namespace_id"
          + " WHERE n.namespace IN (";

  private final Transactions transactions;
  private final Flavour flavour;
  private final JpaOutbox outbox;

  JpaResourceTypes(Database database, JpaOutbox outbox) {
    this.transactions = database.transactions();
    this.flavour = database.settings().flavour();
    this.outbox = outbox;
  }

  @Override
  public List<ResourceType> all() {
    return transactions.read(
        entities ->
            entities
                .createQuery("SELECT t FROM ResourceTypeRow t ORDER BY t.id", ResourceTypeRow.class)
                .getResultList()
                .stream()
                .map(ResourceTypeRow::value)
                .toList());
  }

  @Override
  public void declare(Collection<ResourceType> types) {
    transactions.write(
        entities -> {
          types.forEach(type -> declare(entities, type));
          return types;
        });
  }

  @Override
  public Map<String, List<Association>> of(Collection<String> namespaces) {
    return namespaces.isEmpty()
        ? Map.of()
        : transactions.read(entities -> of(entities, namespaces));
  }

  @Override
  public void add(String namespace, Association association) {
    transactions.write(
        entities -> {
          add(
              entities,
              NamespaceRows.lock(entities, namespace).id,
              namespace,
              List.of(association));
          outbox.tell(entities, () -> List.of(MetadefEvents.created(namespace, association)));
          return association;
        });
  }

  @Override
  public boolean remove(String namespace, String type) {
    return transactions.write(
        entities -> {
          int id = NamespaceRows.lock(entities, namespace).id;
          outbox.tell(entities, () -> ended(entities, namespace, type));
          return entities
                  .createNativeQuery(
                      "DELETE FROM metadef_namespace_resource_types WHERE namespace_id = ?"
                          + " AND resource_type_id IN"
                          + " (SELECT id FROM metadef_resource_types WHERE name = ?)")
                  .setParameter(1, id)
                  .setParameter(2, type)
                  .executeUpdate()
              > 0;
        });
  }

  private List<Event> ended(EntityManager entities, String namespace, String type) {
    return of(entities, List.of(namespace)).values().stream()
        .flatMap(List::stream)
        .filter(association -> association.type().equals(type))
        .map(association -> MetadefEvents.deleted(namespace, association, outbox.now()))
        .toList();
  }

  private static Map<String, List<Association>> of(
      EntityManager entities, Collection<String> namespaces) {
    StringJoiner marks = new StringJoiner(", ");
    namespaces.forEach(name -> marks.add("?"));
    Query query =
        entities.createNativeQuery(
            ASSOCIATIONS + marks + ") ORDER BY a.created_at, a.resource_type_id");
    int index = 1;
    for (String name : namespaces) {
      query.setParameter(index++, name);
    }
    Map<String, List<Association>> result = new LinkedHashMap<>();
    for (Object row : query.getResultList()) {
      Object[] cells = (Object[]) row;
      result.computeIfAbsent((String) cells[0], any -> new ArrayList<>()).add(association(cells));
    }
    return result;
  }

  private static Association association(Object[] cells) {
    LocalDateTime created = (LocalDateTime) cells[4];
    @Nullable LocalDateTime updated = (LocalDateTime) cells[5];
    return new Association(
        (String) cells[1],
        Optional.ofNullable((String) cells[2]),
        Optional.ofNullable((String) cells[3]),
        StampedRow.times(created, updated));
  }

  /** Adds associations within a transaction of the caller. */
  void add(
      EntityManager entities, int namespaceId, String namespace, List<Association> associations) {
    for (Association each : associations) {
      Times times = each.times();
      int type = declare(entities, new ResourceType(each.type(), false, times));
      boolean there =
          !entities
              .createNativeQuery(
                  "SELECT resource_type_id FROM metadef_namespace_resource_types"
                      + " WHERE resource_type_id = ? AND namespace_id = ?")
              .setParameter(1, type)
              .setParameter(2, namespaceId)
              .getResultList()
              .isEmpty();
      if (there) {
        throw MetadefRefusals.associationExists(namespace, each.type());
      }
      entities
          .createNativeQuery(
              "INSERT INTO metadef_namespace_resource_types"
                  + " (resource_type_id, namespace_id, properties_target, prefix, created_at,"
                  + " updated_at) VALUES (?, ?, ?, ?, ?, ?)")
          .setParameter(1, type)
          .setParameter(2, namespaceId)
          .setParameter(3, each.propertiesTarget().orElse(null))
          .setParameter(4, each.prefix().orElse(null))
          .setParameter(5, Flavour.naive(flavour.cut(times.createdAt())))
          .setParameter(6, Flavour.naive(flavour.cut(times.updatedAt())))
          .executeUpdate();
    }
  }

  /** Removes all associations of a namespace within a transaction of the caller. */
  static void clear(EntityManager entities, int namespaceId) {
    entities
        .createNativeQuery("DELETE FROM metadef_namespace_resource_types WHERE namespace_id = ?")
        .setParameter(1, namespaceId)
        .executeUpdate();
  }

  private int declare(EntityManager entities, ResourceType type) {
    new Characters(flavour).check(type.name());
    Optional<ResourceTypeRow> there = row(entities, type.name());
    if (there.isPresent()) {
      return there.get().id;
    }
    ResourceTypeRow row = new ResourceTypeRow();
    row.name = type.name();
    row.isProtected = type.isProtected();
    row.times(type.times(), flavour);
    Insert.row(
        entities, row, () -> new Refusal.Conflict("Somebody else is adding " + type.name() + "."));
    return row(entities, type.name()).orElseThrow().id;
  }

  private static Optional<ResourceTypeRow> row(EntityManager entities, String name) {
    return entities
        .createQuery("SELECT t FROM ResourceTypeRow t WHERE t.name = :name", ResourceTypeRow.class)
        .setParameter("name", name)
        .getResultList()
        .stream()
        .findFirst();
  }
}
