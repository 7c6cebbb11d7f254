// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.testkit.store.StoreContract;
import org.oriel.testkit.store.StoreFixture;

class FileStoreContractTest extends StoreContract {
  private final Path place;

  FileStoreContractTest(@TempDir Path place) {
    this.place = place;
  }

  @Override
  protected StoreFixture fixture() {
    return new FileFixture(place);
  }
}
