// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.metadef;

import org.oriel.metadef.MetadefCatalogue;

class MemoryMetadefsTest extends MetadefCatalogueContract {
  private final MemoryMetadefs records = new MemoryMetadefs();

  @Override
  protected MetadefCatalogue catalogue() {
    return records;
  }

  @Override
  protected boolean tellsCaseApart() {
    return true;
  }
}
