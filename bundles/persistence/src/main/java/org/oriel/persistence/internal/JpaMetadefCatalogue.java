// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.oriel.event.MetadefEvents;
import org.oriel.image.Caller;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.NamespaceQuery;
import org.oriel.metadef.PartCatalogue;
import org.oriel.metadef.Property;
import org.oriel.metadef.ResourceTypeCatalogue;
import org.oriel.metadef.Tag;

/** Metadata definitions on Glance's tables. */
final class JpaMetadefCatalogue implements MetadefCatalogue {
  private final Transactions transactions;
  private final Flavour flavour;
  private final JpaParts<MetadefObject, ObjectRow> objects;
  private final JpaParts<Property, PropertyRow> properties;
  private final JpaParts<Tag, TagRow> tags;
  private final JpaResourceTypes resourceTypes;
  private final JpaOutbox outbox;

  /** A catalogue that tells nobody. */
  JpaMetadefCatalogue(Database database) {
    this(database, new JpaOutbox(database, OutboxSettings.NONE, "local", Clock.systemUTC()));
  }

  JpaMetadefCatalogue(Database database, JpaOutbox outbox) {
    this.outbox = outbox;
    transactions = database.transactions();
    flavour = database.settings().flavour();
    objects =
        new JpaParts<>(database, outbox, MetadefObject.class, ObjectRow.class, ObjectRow::new);
    properties =
        new JpaParts<>(database, outbox, Property.class, PropertyRow.class, PropertyRow::new);
    tags = new JpaParts<>(database, outbox, Tag.class, TagRow.class, TagRow::new);
    resourceTypes = new JpaResourceTypes(database, outbox);
  }

  @Override
  public void add(Definition definition) {
    Namespace namespace = definition.namespace();
    check(namespace);
    transactions.write(
        entities -> {
          NamespaceRow row = new NamespaceRow();
          row.fill(namespace, flavour);
          Insert.row(entities, row, () -> MetadefRefusals.namespaceExists(namespace.name()));
          fill(entities, NamespaceRows.get(entities, namespace.name()).id, definition);
          outbox.tell(entities, () -> MetadefEvents.created(definition));
          return row;
        });
  }

  @Override
  public Optional<Namespace> find(String namespace, Caller caller) {
    return transactions
        .read(entities -> NamespaceRows.find(entities, namespace).map(NamespaceRow::value))
        .filter(found -> found.visibleTo(caller));
  }

  @Override
  public List<Namespace> list(NamespaceQuery query, Caller caller) {
    return transactions.read(entities -> new NamespaceList(query, caller).rows(entities)).stream()
        .map(NamespaceRow::value)
        .toList();
  }

  @Override
  public void change(String namespace, Namespace after) {
    check(after);
    transactions.write(
        entities -> {
          NamespaceRow row = changed(entities, namespace, after);
          outbox.tell(entities, () -> List.of(MetadefEvents.changed(namespace, after)));
          return row;
        });
  }

  @Override
  public void replace(String namespace, Definition after) {
    check(after.namespace());
    transactions.write(
        entities -> {
          NamespaceRow row = changed(entities, namespace, after.namespace());
          clear(entities, row.id);
          fill(entities, row.id, after);
          return row;
        });
  }

  @Override
  public boolean remove(String namespace) {
    return transactions.write(
        entities -> {
          Optional<NamespaceRow> row = NamespaceRows.find(entities, namespace);
          row.ifPresent(
              it -> {
                NamespaceRows.lock(entities, namespace);
                outbox.tell(
                    entities, () -> List.of(MetadefEvents.deleted(it.value(), outbox.now())));
                clear(entities, it.id);
                entities.remove(it);
              });
          return row.isPresent();
        });
  }

  @Override
  public PartCatalogue<MetadefObject> objects() {
    return objects;
  }

  @Override
  public PartCatalogue<Property> properties() {
    return properties;
  }

  @Override
  public PartCatalogue<Tag> tags() {
    return tags;
  }

  @Override
  public ResourceTypeCatalogue resourceTypes() {
    return resourceTypes;
  }

  private void check(Namespace namespace) {
    Characters characters = new Characters(flavour);
    characters.check(namespace.name());
    characters.check(namespace.owner());
    namespace.displayName().ifPresent(characters::check);
    namespace.description().ifPresent(characters::check);
  }

  private NamespaceRow changed(EntityManager entities, String namespace, Namespace after) {
    NamespaceRow row = NamespaceRows.lock(entities, namespace);
    row.fill(after, flavour);
    Insert.flush(entities, () -> MetadefRefusals.namespaceTaken(after.name()));
    return row;
  }

  private void fill(EntityManager entities, int id, Definition definition) {
    String name = definition.namespace().name();
    resourceTypes.add(entities, id, name, definition.associations());
    objects.add(entities, id, name, definition.objects());
    properties.add(entities, id, name, definition.properties());
    tags.add(entities, id, name, definition.tags());
  }

  private void clear(EntityManager entities, int id) {
    JpaResourceTypes.clear(entities, id);
    objects.clear(entities, id);
    properties.clear(entities, id);
    tags.clear(entities, id);
  }
}
