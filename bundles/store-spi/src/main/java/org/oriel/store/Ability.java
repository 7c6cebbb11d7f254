// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

/** A declared power of a store. */
public enum Ability {
  /** {@link Store#create}. */
  WRITE,
  /** {@link Blob#delete}. */
  DELETE,
  /** {@link Blob#readAt}, without reading what lies before. */
  RANDOM_READ,
  /** {@link Blob#localFile} answers with a file. */
  LOCAL_FILE
}
