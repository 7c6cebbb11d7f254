// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.time.Clock;
import java.util.List;
import org.oriel.image.Caller;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Part;
import org.oriel.metadef.PartCatalogue;
import org.oriel.metadef.Property;
import org.oriel.metadefs.Parts;

/** Parts of one kind on a catalogue. */
class PartsService<T extends Part> implements Parts<T> {
  private final Class<T> kind;
  private final PartCatalogue<T> parts;
  private final Access access;
  private final Clock clock;

  PartsService(Class<T> kind, PartCatalogue<T> parts, Access access, Clock clock) {
    this.kind = kind;
    this.parts = parts;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public final List<T> list(Caller caller, String namespace) {
    access.permitted(caller, namespace, "get_metadef_" + plural());
    return ByName.sorted(parts.of(namespace));
  }

  @Override
  public final T show(Caller caller, String namespace, String name) {
    access.permitted(caller, namespace, "get_metadef_" + word());
    return get(namespace, name);
  }

  @Override
  public final void add(Caller caller, String namespace, T part) {
    access.permitted(caller, namespace, "add_metadef_" + word());
    parts.add(namespace, List.of(part));
  }

  @Override
  public final T change(Caller caller, String namespace, String name, T after) {
    access.permitted(caller, namespace, "modify_metadef_" + word());
    T before = get(namespace, name);
    T stored = kind.cast(after.at(before.times().changed(clock.instant())));
    parts.change(namespace, name, stored);
    return stored;
  }

  @Override
  public final void delete(Caller caller, String namespace, String name) {
    String verb = kind == Property.class ? "remove" : "delete";
    access.permitted(caller, namespace, verb + "_metadef_" + word());
    get(namespace, name);
    access.deletable(caller, namespace, verb + "_metadef_" + word(), word() + " " + name);
    if (!parts.remove(namespace, name)) {
      throw MetadefRefusals.noPart(kind, name);
    }
  }

  @Override
  public void clear(Caller caller, String namespace) {
    access.deletable(caller, namespace, "delete_metadef_namespace", "namespace " + namespace);
    parts.clear(namespace);
  }

  final PartCatalogue<T> parts() {
    return parts;
  }

  final Access access() {
    return access;
  }

  final T get(String namespace, String name) {
    return parts.find(namespace, name).orElseThrow(() -> MetadefRefusals.noPart(kind, name));
  }

  private String word() {
    return kind == MetadefObject.class ? "object" : kind == Property.class ? "property" : "tag";
  }

  private String plural() {
    return kind == Property.class ? "properties" : word() + "s";
  }
}
