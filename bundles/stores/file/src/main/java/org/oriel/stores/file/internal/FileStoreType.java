// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.util.Set;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;
import org.osgi.service.component.annotations.Component;

/** Opens file stores. */
@Component(service = StoreType.class)
public final class FileStoreType implements StoreType {
  static final String SCHEME = "file";
  static final String OLD_SCHEME = "filesystem";

  /** One set for all stores: how much memory they take does not grow with their number. */
  private final DirectBuffers directBuffers = new DirectBuffers();

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME, OLD_SCHEME);
  }

  @Override
  public Store open(StoreSettings settings) throws StoreException {
    return new FileStore(FileSettings.from(settings), directBuffers);
  }
}
