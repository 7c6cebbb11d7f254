// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** The bytes of a file, readable at any place. Safe for many threads at once. */
@ConsumerType
public interface DiskSource {
  /** Bytes of the file, known and fixed. */
  long size();

  /**
   * Reads from a position on.
   *
   * @return bytes read, at least one; -1 at the end of the file and beyond it
   */
  int readAt(long position, ByteBuffer into) throws IOException;

  /**
   * Fills the buffer.
   *
   * @throws FormatException.Corrupt if the file ends before
   * @throws FormatException.Failed if it cannot be read
   */
  default void fill(long position, ByteBuffer into) throws FormatException {
    long at = position;
    try {
      while (into.hasRemaining()) {
        int count = readAt(at, into);
        if (count < 0) {
          throw new FormatException.Corrupt("The file ends at " + size() + ", before byte " + at);
        }
        at += count;
      }
    } catch (FormatException refusal) {
      throw refusal;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }
}
