// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import java.util.Map;
import java.util.Optional;
import org.oriel.metadefs.internal.SchemaTexts;

/** The schemas of definitions, as the API publishes them and {@link Documents} checks by them. */
public final class MetadefSchemas {
  private MetadefSchemas() {}

  /**
   * A schema by the last part of its path, such as {@code namespace} or {@code resource_types};
   * empty if there is none.
   */
  public static Optional<Map<String, Object>> of(String name) {
    return Optional.ofNullable(SchemaTexts.PUBLISHED.get(name));
  }
}
