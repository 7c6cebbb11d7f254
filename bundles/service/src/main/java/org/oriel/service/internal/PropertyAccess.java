// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.policy.PropertyProtection;
import org.oriel.policy.PropertyProtection.Operation;

/**
 * What callers may do with custom properties. One that a caller may not read is, for him, not
 * there; but it stays, whatever he changes.
 */
final class PropertyAccess {
  private final PropertyProtection protection;

  PropertyAccess(PropertyProtection protection) {
    this.protection = protection;
  }

  /** Whether there is such a property for the caller. */
  boolean sees(Caller caller, Attributes now, String name) {
    return now.properties().containsKey(name) && protection.allows(Operation.READ, name, caller);
  }

  void requireCreate(Caller caller, String name) {
    require(Operation.CREATE, caller, name);
  }

  void requireDelete(Caller caller, String name) {
    require(Operation.DELETE, caller, name);
  }

  /**
   * Refuses a new value. Who sets a property that he cannot see creates it, as far as he knows; if
   * it is there, he has to be one who may overwrite it as well.
   */
  void requireSet(Caller caller, Attributes now, String name) {
    if (!sees(caller, now, name)) {
      require(Operation.CREATE, caller, name);
    }
    if (now.properties().containsKey(name)) {
      require(Operation.UPDATE, caller, name);
    }
  }

  private void require(Operation operation, Caller caller, String name) {
    if (!protection.allows(operation, name, caller)) {
      throw new Refusal.Forbidden("Attribute '" + name + "' is reserved.");
    }
  }
}
