// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of store, such as {@code file}: the one service that a plugin publishes. Without state.
 */
@ConsumerType
public interface StoreType {
  /** The word that names this type in {@code enabled_backends}. */
  String name();

  /** Schemes of the location URIs that stores of this type answer for, in lower case. */
  Set<String> schemes();

  /**
   * Opens a store. A server that cannot be reached now is no reason to refuse: the store then
   * answers {@link StoreException.StoreDown} and says so in its {@link Store#health()}.
   *
   * @return a store that the caller closes
   * @throws StoreException.BadSettings naming everything that is wrong with the settings
   */
  Store open(StoreSettings settings) throws StoreException;
}
