// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where a conversion notes how far it is, so that another can go on with the same target. Used by
 * one thread at a time.
 */
public interface Journal {
  /** Notes nothing: what stops begins anew. */
  Journal NONE =
      new Journal() {
        @Override
        public boolean keeps() {
          return false;
        }

        @Override
        public void replay(Replay replay) {}

        @Override
        public void append(ByteBuffer entry) {}

        @Override
        public void clear() {}
      };

  /** Whether entries are kept at all. */
  default boolean keeps() {
    return true;
  }

  /** Whether entries outlive the process; then the target is forced before each. */
  default boolean outlives() {
    return false;
  }

  /** Gives back all entries, in order. */
  void replay(Replay replay) throws IOException;

  /** Adds an entry, of some bytes for each unit of the disk written since the last. */
  void append(ByteBuffer entry) throws IOException;

  /** Forgets all entries: the conversion is done, or begins anew. */
  void clear() throws IOException;

  /** Takes entries. */
  @FunctionalInterface
  interface Replay {
    void entry(ByteBuffer entry) throws IOException;
  }
}
