// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Map;

/**
 * What values a property may have.
 *
 * @param name 1 to 80 characters
 * @param schema JSON by keyword, in the order given: {@code String}, {@code Number}, {@code
 *     Boolean}, {@code List}, {@code Map} and, for null, {@link java.util.Optional#empty()}
 */
public record Property(String name, Map<String, Object> schema, Times times) implements Part {
  public Property {
    Names.check("property", name);
    schema = Frozen.object(schema);
  }

  @Override
  public Property at(Times other) {
    return new Property(name, schema, other);
  }
}
