// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.NamespaceQuery;
import org.oriel.metadef.ResourceType;
import org.oriel.metadef.Times;
import org.oriel.metadefs.DefinitionFiles;
import org.oriel.metadefs.Documents;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Files of definitions and a catalogue. */
@Component
public final class DefinitionFilesService implements DefinitionFiles {
  private static final int PAGE = 500;

  private final MetadefCatalogue catalogue;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public DefinitionFilesService(@Reference MetadefCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Loaded load(byte[] file, Mode mode) {
    Map<String, Object> document = JsonFile.read(file);
    Definition read =
        Documents.definition(document, NamespacesService.NOBODY, Times.of(clock.instant()));
    String name = read.namespace().name();
    Optional<Namespace> there = catalogue.find(name, Caller.SYSTEM);
    if (there.isPresent() && mode == Mode.NEW) {
      return new Loaded(name, Outcome.SKIPPED);
    }
    declare(read);
    if (there.isEmpty()) {
      catalogue.add(read);
      return new Loaded(name, Outcome.ADDED);
    }
    Definition before = NamespacesService.whole(catalogue, there.get());
    catalogue.replace(name, after(before, read, document, mode));
    return new Loaded(name, mode == Mode.OVERWRITE ? Outcome.REPLACED : Outcome.MERGED);
  }

  private static Definition after(
      Definition before, Definition read, Map<String, Object> document, Mode mode) {
    Namespace state = read.namespace();
    Namespace there = before.namespace();
    boolean saysVisibility = document.containsKey("visibility");
    boolean saysProtected = document.containsKey("protected");
    Definition known =
        read.in(
            new Namespace(
                there.name(),
                state.displayName(),
                state.description(),
                saysVisibility ? state.isPublic() : there.isPublic(),
                saysProtected ? state.isProtected() : there.isProtected(),
                document.containsKey("owner") ? state.owner() : there.owner(),
                there.times().changed(state.times().updatedAt())));
    return switch (mode) {
      case NEW -> before;
      case MERGE -> Merge.of(before, known);
      case PREFER_NEW -> Merge.of(known, before);
      case OVERWRITE ->
          read.in(
              new Namespace(
                  there.name(),
                  state.displayName(),
                  state.description(),
                  state.isPublic(),
                  state.isProtected(),
                  state.owner(),
                  known.namespace().times()));
    };
  }

  private void declare(Definition definition) {
    catalogue
        .resourceTypes()
        .declare(
            definition.associations().stream()
                .map(it -> new ResourceType(it.type(), true, it.times()))
                .toList());
  }

  @Override
  public List<String> namespaces() {
    List<String> names = new ArrayList<>();
    NamespaceQuery query =
        new NamespaceQuery(
            Optional.empty(),
            Optional.empty(),
            NamespaceQuery.SortKey.NAMESPACE,
            true,
            Optional.empty(),
            PAGE);
    List<Namespace> page = catalogue.list(query, Caller.SYSTEM);
    while (!page.isEmpty()) {
      page.forEach(each -> names.add(each.name()));
      page = catalogue.list(query.after(names.get(names.size() - 1)), Caller.SYSTEM);
    }
    return names;
  }

  @Override
  public byte[] export(String namespace) {
    Namespace there =
        catalogue
            .find(namespace, Caller.SYSTEM)
            .orElseThrow(() -> MetadefRefusals.noNamespace(namespace));
    Definition whole = NamespacesService.whole(catalogue, there);
    return JsonFile.write(
        Documents.of(
            new Definition(
                there,
                whole.associations(),
                whole.properties(),
                whole.objects(),
                ByName.sorted(whole.tags()))));
  }

  @Override
  public void unload(String namespace) {
    if (!catalogue.remove(namespace)) {
      throw MetadefRefusals.noNamespace(namespace);
    }
  }
}
