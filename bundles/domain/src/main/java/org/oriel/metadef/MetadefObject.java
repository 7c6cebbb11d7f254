// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of properties that belong together.
 *
 * @param name 1 to 80 characters
 * @param required names of properties that may not be missing
 * @param properties schema of each by its name, see {@link Property#schema}, in the order given
 */
public record MetadefObject(
    String name,
    Optional<String> description,
    List<String> required,
    Map<String, Map<String, Object>> properties,
    Times times)
    implements Part {
  public MetadefObject {
    Names.check("object", name);
    WellFormed.check(description);
    required.forEach(WellFormed::check);
    required = List.copyOf(required);
    Map<String, Map<String, Object>> frozen = new LinkedHashMap<>();
    properties.forEach(
        (property, schema) -> {
          Names.check("property", property);
          frozen.put(property, Frozen.object(schema));
        });
    properties = Collections.unmodifiableMap(frozen);
  }

  @Override
  public MetadefObject at(Times other) {
    return new MetadefObject(name, description, required, properties, other);
  }
}
