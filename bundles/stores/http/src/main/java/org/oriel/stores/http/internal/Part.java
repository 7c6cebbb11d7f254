// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.util.OptionalLong;

/**
 * An answer with bytes.
 *
 * @param start offset of its first byte
 * @param total bytes of the whole, if the server says
 * @param validator what tells this version of the data from others; empty text if there is nothing
 */
record Part(Incoming bytes, long start, OptionalLong total, String validator)
    implements AutoCloseable {
  @Override
  public void close() {
    bytes.close();
  }
}
