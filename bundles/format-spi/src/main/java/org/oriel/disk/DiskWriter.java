// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes one disk file: data are packed by many threads, written as {@link WritePlan#parallel()}
 * says, and become a file with {@link #finish()}. What is never written is zeros.
 */
@ConsumerType
public interface DiskWriter extends AutoCloseable {
  /**
   * Makes data ready: whatever takes processor time and needs no order. Any thread, many at once.
   *
   * @param position first byte on the disk, a multiple of {@link WritePlan#unit()}, where the shape
   *     has data
   * @param data the bytes; the piece holds on to them until it was written
   */
  Piece pack(long position, ByteBuffer data) throws FormatException;

  /**
   * Writes a piece. No part of the disk is written twice. Pieces come in ascending order and one at
   * a time, unless the plan is parallel.
   *
   * @return a note of where the piece went, of some bytes for each unit: with {@link #recall} a new
   *     writer of the same plan goes on with a file that another began. Empty where the plan alone
   *     says it all
   */
  byte[] write(Piece piece) throws FormatException;

  /**
   * Takes over what another writer of the same plan wrote to the same file; before the first piece.
   *
   * @param note what {@link #write} returned
   * @throws FormatException.Corrupt if it is no such note
   */
  void recall(byte[] note) throws FormatException;

  /**
   * Writes what is left: tables, header, end.
   *
   * @return bytes of the file
   */
  long finish() throws FormatException;

  /** Gives back buffers; without {@link #finish()} before, what was written is rubbish. */
  @Override
  void close();
}
