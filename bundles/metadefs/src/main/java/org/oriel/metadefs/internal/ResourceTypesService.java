// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.List;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Association;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.ResourceType;
import org.oriel.metadefs.ResourceTypes;

/** Resource types on a catalogue. */
final class ResourceTypesService implements ResourceTypes {
  private static final String REMOVE = "remove_metadef_resource_type_association";

  private final MetadefCatalogue catalogue;
  private final Access access;

  ResourceTypesService(MetadefCatalogue catalogue, Access access) {
    this.catalogue = catalogue;
    this.access = access;
  }

  @Override
  public List<ResourceType> all(Caller caller) {
    access.requireReading(caller, "list_metadef_resource_types");
    return catalogue.resourceTypes().all();
  }

  @Override
  public List<Association> of(Caller caller, String namespace) {
    return associations(access.permitted(caller, namespace, "list_metadef_resource_types").name());
  }

  private List<Association> associations(String namespace) {
    return catalogue.resourceTypes().of(List.of(namespace)).getOrDefault(namespace, List.of());
  }

  @Override
  public void add(Caller caller, String namespace, Association association) {
    access.permitted(caller, namespace, "add_metadef_resource_type_association");
    catalogue.resourceTypes().add(namespace, association);
  }

  @Override
  public void remove(Caller caller, String namespace, String type) {
    String stored = access.permitted(caller, namespace, REMOVE).name();
    if (associations(stored).stream().noneMatch(it -> it.type().equalsIgnoreCase(type))) {
      throw missing(type);
    }
    access.deletable(caller, namespace, REMOVE, "resource-type-association " + type);
    if (!catalogue.resourceTypes().remove(namespace, type)) {
      throw missing(type);
    }
  }

  private static Refusal missing(String type) {
    return new Refusal.NotFound("Failed to find resource type " + type + " to delete");
  }
}
