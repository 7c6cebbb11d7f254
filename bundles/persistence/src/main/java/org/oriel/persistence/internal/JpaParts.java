// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.oriel.event.MetadefEvents;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Part;
import org.oriel.metadef.PartCatalogue;
import org.oriel.metadef.Property;

/** The parts of one kind, each a row of one table. */
final class JpaParts<T extends Part, R extends PartRow<T>> implements PartCatalogue<T> {
  private final Transactions transactions;
  private final Flavour flavour;
  private final JpaOutbox outbox;
  private final Class<T> kind;
  private final Class<R> rows;
  private final Supplier<R> empty;

  JpaParts(Database database, JpaOutbox outbox, Class<T> kind, Class<R> rows, Supplier<R> empty) {
    this.transactions = database.transactions();
    this.flavour = database.settings().flavour();
    this.outbox = outbox;
    this.kind = kind;
    this.rows = rows;
    this.empty = empty;
  }

  @Override
  public List<T> of(String namespace) {
    return transactions.read(entities -> of(entities, NamespaceRows.get(entities, namespace).id));
  }

  @Override
  public Optional<T> find(String namespace, String name) {
    return transactions.read(
        entities ->
            row(entities, NamespaceRows.get(entities, namespace).id, name).map(PartRow::value));
  }

  @Override
  public void add(String namespace, List<T> parts) {
    within(
        namespace,
        work -> {
          add(work.entities, work.id, namespace, parts);
          tellCreated(work, namespace, parts);
          return parts;
        });
  }

  private void tellCreated(Work work, String namespace, List<T> parts) {
    outbox.tell(
        work.entities,
        () -> parts.stream().map(part -> MetadefEvents.created(namespace, part)).toList());
  }

  @Override
  public void replaceAll(String namespace, List<T> parts) {
    within(
        namespace,
        work -> {
          clear(work.entities, work.id);
          add(work.entities, work.id, namespace, parts);
          tellCreated(work, namespace, parts);
          return parts;
        });
  }

  @Override
  public void change(String namespace, String name, T after) {
    check(after);
    within(
        namespace,
        work -> {
          R row =
              row(work.entities, work.id, name)
                  .orElseThrow(() -> MetadefRefusals.noPart(kind, name));
          row.fill(after, flavour);
          Insert.flush(
              work.entities, () -> MetadefRefusals.partTaken(kind, namespace, after.name()));
          outbox.tell(work.entities, () -> List.of(MetadefEvents.changed(namespace, name, after)));
          return row;
        });
  }

  @Override
  public boolean remove(String namespace, String name) {
    return within(
        namespace,
        work -> {
          Optional<R> row = row(work.entities, work.id, name);
          row.ifPresent(
              it -> {
                outbox.tell(
                    work.entities,
                    () -> List.of(MetadefEvents.deleted(namespace, it.value(), outbox.now())));
                work.entities.remove(it);
              });
          return row.isPresent();
        });
  }

  @Override
  public void clear(String namespace) {
    within(
        namespace,
        work -> {
          clear(work.entities, work.id);
          outbox.tell(
              work.entities,
              () ->
                  List.of(
                      MetadefEvents.cleared(
                          NamespaceRows.get(work.entities, namespace).value(), kinds())));
          return namespace;
        });
  }

  /** Glance's word for all parts of this kind. */
  private String kinds() {
    return kind.equals(MetadefObject.class)
        ? "objects"
        : kind.equals(Property.class) ? "properties" : "tags";
  }

  /** All parts of a namespace, within a transaction of the caller. */
  List<T> of(EntityManager entities, int namespaceId) {
    return entities
        .createQuery(
            "SELECT p FROM " + rows.getSimpleName() + " p WHERE p.namespaceId = :id ORDER BY p.id",
            rows)
        .setParameter("id", namespaceId)
        .getResultList()
        .stream()
        .map(PartRow::value)
        .toList();
  }

  /** Adds parts within a transaction of the caller. */
  void add(EntityManager entities, int namespaceId, String namespace, List<T> parts) {
    for (T part : parts) {
      check(part);
      R row = empty.get();
      row.namespaceId = namespaceId;
      row.fill(part, flavour);
      Insert.row(entities, row, () -> MetadefRefusals.partExists(kind, namespace, part.name()));
    }
  }

  /** Removes all parts within a transaction of the caller. */
  void clear(EntityManager entities, int namespaceId) {
    entities
        .createQuery("DELETE FROM " + rows.getSimpleName() + " p WHERE p.namespaceId = :id")
        .setParameter("id", namespaceId)
        .executeUpdate();
  }

  private record Work(EntityManager entities, int id) {}

  private <X> X within(String namespace, Function<Work, X> work) {
    return transactions.write(
        entities -> work.apply(new Work(entities, NamespaceRows.lock(entities, namespace).id)));
  }

  private Optional<R> row(EntityManager entities, int namespaceId, String name) {
    return entities
        .createQuery(
            "SELECT p FROM "
                + rows.getSimpleName()
                + " p WHERE p.namespaceId = :id AND p.name = :name",
            rows)
        .setParameter("id", namespaceId)
        .setParameter("name", name)
        .getResultList()
        .stream()
        .findFirst();
  }

  private void check(T part) {
    new Characters(flavour).check(part.name());
  }
}
