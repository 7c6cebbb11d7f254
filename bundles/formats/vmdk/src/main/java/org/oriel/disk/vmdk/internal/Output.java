// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.oriel.disk.DiskSink;
import org.oriel.disk.FormatException;

/** A sink in sectors, whose failures are failures of the disk. */
final class Output {
  private static final int NUMBERS = 1 << 14;

  private final DiskSink sink;

  Output(DiskSink sink) {
    this.sink = sink;
  }

  void write(long sector, ByteBuffer bytes) throws FormatException {
    try {
      sink.writeAt(sector * Sectors.BYTES, bytes);
    } catch (FormatException failure) {
      throw failure;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  void length(long sectors) throws FormatException {
    try {
      sink.length(sectors * Sectors.BYTES);
    } catch (FormatException failure) {
      throw failure;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  /** Numbers that are made while they are written. */
  interface Numbers {
    int at(int index);
  }

  /** Writes numbers one behind the other. */
  void write(long sector, int count, Numbers numbers) throws FormatException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.min(count, NUMBERS) * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < count; at += NUMBERS) {
      bytes.clear();
      for (int i = at; i < Math.min(count, at + NUMBERS); i++) {
        bytes.putInt(numbers.at(i));
      }
      write(sector + (long) at * Integer.BYTES / Sectors.BYTES, bytes.flip());
    }
  }
}
