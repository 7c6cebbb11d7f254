// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.util.Set;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;
import org.osgi.service.component.annotations.Component;

/** Stores of the type {@code http}. */
@Component(service = StoreType.class)
public final class HttpStoreType implements StoreType {
  static final String HTTP = "http";
  static final String HTTPS = "https";

  @Override
  public String name() {
    return HTTP;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(HTTP, HTTPS);
  }

  @Override
  public Store open(StoreSettings settings) throws StoreException {
    return new HttpStore(HttpSettings.from(settings));
  }
}
