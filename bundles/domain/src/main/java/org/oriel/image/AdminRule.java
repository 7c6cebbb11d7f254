// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

/** Port: decides who is an administrator. The policy implements it, identity asks. */
@FunctionalInterface
public interface AdminRule {
  /** Whether {@code caller}, judged by its roles alone, is an administrator. */
  boolean isAdmin(Caller caller);
}
