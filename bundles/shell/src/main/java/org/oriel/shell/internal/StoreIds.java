// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;

/** Completes ids of stores. */
@Service
public final class StoreIds extends Candidates {
  @Reference(optional = true)
  private @Nullable Storage service;

  @Override
  List<String> texts() {
    return of(service, storage -> storage.stores().stream().map(StoreStatus::id).toList());
  }
}
