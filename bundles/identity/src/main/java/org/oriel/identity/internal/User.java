// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.util.Set;

/**
 * A local user.
 *
 * @param hash bcrypt hash of the password
 */
record User(String name, String hash, String project, Set<String> roles) {
  User {
    roles = Set.copyOf(roles);
  }

  @Override
  public String toString() {
    return "User[" + name + ", " + project + ", " + roles + "]";
  }
}
