// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.NamespaceQuery;
import org.oriel.metadefs.Namespaces;

/** Namespaces on a catalogue. */
final class NamespacesService implements Namespaces {
  /** Who owns what is made by somebody without a project, as with Glance's own files. */
  static final String NOBODY = "admin";

  private final MetadefCatalogue catalogue;
  private final Access access;
  private final Clock clock;

  NamespacesService(MetadefCatalogue catalogue, Access access, Clock clock) {
    this.catalogue = catalogue;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public String ownerFor(Caller caller) {
    return caller.project().orElse(NOBODY);
  }

  @Override
  public void create(Caller caller, Definition definition) {
    access.requireCreation(caller, definition.namespace());
    catalogue.add(definition);
  }

  @Override
  public Definition show(Caller caller, String name, Optional<String> resourceType) {
    Namespace namespace = access.permitted(caller, name, "get_metadef_namespace");
    Definition whole = whole(catalogue, namespace);
    return resourceType
        .flatMap(type -> Prefixes.of(type, whole.associations()))
        .map(prefix -> Prefixes.applied(prefix, whole))
        .orElse(whole);
  }

  /** A namespace with all that is in it. */
  static Definition whole(MetadefCatalogue catalogue, Namespace namespace) {
    String name = namespace.name();
    return new Definition(
        namespace,
        catalogue.resourceTypes().of(List.of(name)).getOrDefault(name, List.of()),
        ByName.sorted(catalogue.properties().of(name)),
        ByName.sorted(catalogue.objects().of(name)),
        TagOrder.newestFirst(catalogue.tags().of(name)));
  }

  @Override
  public Page list(Caller caller, NamespaceQuery query) {
    access.requireReading(caller, "get_metadef_namespaces");
    List<Namespace> rows = catalogue.list(query, caller);
    List<Namespace> seen = rows.stream().filter(row -> access.mayGet(caller, row)).toList();
    Map<String, List<Association>> associations =
        catalogue.resourceTypes().of(seen.stream().map(Namespace::name).toList());
    boolean more = rows.size() == query.limit() && !seen.isEmpty();
    return new Page(
        seen.stream()
            .map(row -> new Listed(row, associations.getOrDefault(row.name(), List.of())))
            .toList(),
        more ? Optional.of(seen.get(seen.size() - 1).name()) : Optional.empty());
  }

  @Override
  public Namespace change(Caller caller, String name, Namespace after) {
    Namespace before = access.permitted(caller, name, "modify_metadef_namespace");
    Namespace stored = after.at(before.times().changed(clock.instant()));
    catalogue.change(name, stored);
    return stored;
  }

  @Override
  public void delete(Caller caller, String name) {
    access.deletable(caller, name, "delete_metadef_namespace", "namespace " + name);
    if (!catalogue.remove(name)) {
      throw MetadefRefusals.noNamespace(name);
    }
  }
}
