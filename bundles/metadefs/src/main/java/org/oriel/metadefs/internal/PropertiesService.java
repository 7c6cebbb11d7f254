// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Association;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.Property;
import org.oriel.metadefs.Properties;

/** Properties on a catalogue. */
final class PropertiesService extends PartsService<Property> implements Properties {
  private final MetadefCatalogue catalogue;

  PropertiesService(MetadefCatalogue catalogue, Access access, Clock clock) {
    super(Property.class, catalogue.properties(), access, clock);
    this.catalogue = catalogue;
  }

  @Override
  public Property showAt(Caller caller, String namespace, String name, String resourceType) {
    String stored = access().permitted(caller, namespace, "get_metadef_property").name();
    List<Association> associations =
        catalogue.resourceTypes().of(List.of(stored)).getOrDefault(stored, List.of());
    if (associations.stream().noneMatch(it -> it.type().equals(resourceType))) {
      throw new Refusal.NotFound(
          "The metadata definition resource-type with name=" + resourceType + ", was not found.");
    }
    Optional<String> prefix = Prefixes.of(resourceType, associations);
    if (prefix.filter(it -> !name.startsWith(it)).isPresent()) {
      throw new Refusal.NotFound(
          "Property "
              + name
              + " does not start with the expected resource type association prefix of '"
              + prefix.get()
              + "'.");
    }
    return get(namespace, prefix.map(it -> name.substring(it.length())).orElse(name));
  }
}
