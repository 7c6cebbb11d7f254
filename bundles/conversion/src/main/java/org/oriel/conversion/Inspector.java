// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.Set;

/** Looks at streams of bytes with the eyes of all format plugins that are there. */
public interface Inspector {
  /** Begins to look at one stream. */
  Inspection begin();

  /** Words of the formats that can be recognised now. */
  Set<String> formats();
}
