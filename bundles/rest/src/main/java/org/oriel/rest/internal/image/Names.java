// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import java.util.Set;
import org.oriel.image.Refusal;
import org.oriel.service.AttributeNames;

/** The table of attribute names as documents and views look at it. */
final class Names {
  /** Attributes that a client may set. */
  static final Set<String> WRITABLE = AttributeNames.WRITABLE;

  /** Properties of the server's own that no view shows. */
  private static final Set<String> HIDDEN =
      Set.of("os_glance_stage_host", "os_glance_hash_op_host");

  private Names() {}

  /** Whether a view shows a custom property of this name: not if an attribute has the name. */
  static boolean shown(String property) {
    return AttributeNames.isCustom(property)
        || (AttributeNames.isReserved(property) && !HIDDEN.contains(property));
  }

  /** Refuses attributes that only the server writes. */
  static void requireNotReadOnly(String name) {
    if (AttributeNames.READ_ONLY.contains(name) && !name.equals("id")) {
      throw readOnly(name);
    }
  }

  /** Refuses names that are the server's own. */
  static void requireNotReserved(String name) {
    if (AttributeNames.isReserved(name)) {
      throw new Refusal.Forbidden("Attribute '" + name + "' is reserved.");
    }
  }

  static Refusal readOnly(String name) {
    return new Refusal.Forbidden("Attribute '" + name + "' is read-only.");
  }
}
