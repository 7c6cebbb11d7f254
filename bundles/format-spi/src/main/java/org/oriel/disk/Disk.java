// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** The disk inside a file, as its guest sees it. Safe for many threads at once, but for closing. */
@ConsumerType
public interface Disk extends AutoCloseable {
  DiskInfo info();

  /**
   * Fills the buffer with the bytes from a position on.
   *
   * @param position not negative; position and what remains in the buffer end within the disk
   * @throws FormatException if the file contradicts itself there or ends too early; what the buffer
   *     holds then is not to be used
   */
  void read(long position, ByteBuffer into) throws FormatException;

  /**
   * The run that begins at a position: as long as is cheap to say, at least one byte, at most to
   * the end of the disk. The run behind it may be of the same kind.
   *
   * @param position within the disk
   */
  Extent extentAt(long position) throws FormatException;

  /**
   * Looks for what contradicts itself in the file's tables, without reading data.
   *
   * @param problems is told each, up to some thousands
   */
  default void check(Consumer<Problem> problems) throws FormatException {}

  @Override
  void close();
}
