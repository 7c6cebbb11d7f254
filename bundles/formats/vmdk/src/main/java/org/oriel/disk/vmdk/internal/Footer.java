// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;

/** The end of a stream: the marker of a footer, a header that names the directory, and the end. */
final class Footer {
  /** Bytes at the end of the file. */
  static final int BYTES = 3 * Sectors.BYTES;

  private Footer() {}

  /**
   * The header that holds instead of the one at the front.
   *
   * @param end the last {@link #BYTES} of the file
   * @param front the header at the front
   */
  static SparseHeader of(ByteBuffer end, SparseHeader front, Limits limits) throws FormatException {
    ByteBuffer bytes = end.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(8) != 0 || bytes.getInt(12) != Marker.FOOTER) {
      throw new FormatException.Corrupt("The file does not end with a footer: it was cut off.");
    }
    if (!zeros(bytes, 2 * Sectors.BYTES)) {
      throw new FormatException.Corrupt("The footer is not followed by the end of the stream.");
    }
    SparseHeader footer;
    try {
      footer = SparseHeader.of(bytes.slice(Sectors.BYTES, Sectors.BYTES), limits);
    } catch (FormatException.NotThisFormat missing) {
      throw new FormatException.Corrupt("The footer is no header.", missing);
    }
    if (footer.footer()) {
      throw new FormatException.Unsafe("The footer points to another footer.");
    }
    if (!footer.repeats(front)) {
      throw new FormatException.Unsafe("The footer contradicts the header.");
    }
    return footer;
  }

  /** The marker that ends a stream: 0 sectors, 0 bytes, type 0. */
  private static boolean zeros(ByteBuffer bytes, int at) {
    return bytes.getLong(at) == 0 && bytes.getLong(at + Long.BYTES) == 0;
  }
}
