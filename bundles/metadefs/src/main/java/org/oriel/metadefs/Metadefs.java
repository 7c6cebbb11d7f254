// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import org.oriel.metadef.MetadefObject;

/**
 * The metadata definition catalogue. A namespace that the caller may not see is {@link
 * org.oriel.image.Refusal.NotFound} for every call.
 */
public interface Metadefs {
  Namespaces namespaces();

  Parts<MetadefObject> objects();

  Properties properties();

  Tags tags();

  ResourceTypes resourceTypes();
}
