// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import org.oriel.blocks.Refused;

/**
 * A header ([MS-VHDX] 2.2.2): of two, the one that was written last counts.
 *
 * @param sequence grows with each write
 * @param log whose log is to be replayed; {@link Guid#NONE} if there is nothing in it
 * @param logOffset where the log is
 * @param logBytes its length
 */
record Header(long sequence, UUID log, long logOffset, long logBytes) {
  static final int BYTES = 4096;
  static final long FIRST_AT = 64 << 10;
  static final long SECOND_AT = 128 << 10;
  static final int SIGNATURE = 0x64616568;

  /** One of the two; empty if it is none. */
  static Optional<Header> of(ByteBuffer bytes) {
    if (bytes.getInt(0) != SIGNATURE || !Sums.right(bytes)) {
      return Optional.empty();
    }
    if (bytes.getShort(66) != 1 || bytes.getShort(64) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Header(
            bytes.getLong(8),
            Guid.get(bytes, 48),
            bytes.getLong(72),
            Integer.toUnsignedLong(bytes.getInt(68))));
  }

  /** The one that counts. */
  static Header later(Optional<Header> first, Optional<Header> second) throws Refused {
    if (first.isEmpty() && second.isEmpty()) {
      throw Refused.corrupt("Neither of the two headers is sound.");
    }
    if (first.isEmpty() || second.isEmpty()) {
      return first.or(() -> second).orElseThrow().judged();
    }
    int order = Long.compareUnsigned(first.get().sequence, second.get().sequence);
    if (order == 0 && !first.equals(second)) {
      throw Refused.corrupt("The two headers contradict each other.");
    }
    return (order >= 0 ? first : second).get().judged();
  }

  private Header judged() throws Refused {
    boolean aligned = logBytes % Regions.ALIGNMENT == 0 && logOffset % Regions.ALIGNMENT == 0;
    boolean outside = logOffset < 0 || logOffset > Long.MAX_VALUE - logBytes;
    if (!aligned || outside || (logBytes > 0 && logOffset < Regions.ALIGNMENT)) {
      throw Refused.corrupt("The log cannot be of " + logBytes + " bytes at " + logOffset + ".");
    }
    return this;
  }

  /** The log as a region. */
  Regions.Region region() {
    return new Regions.Region(logOffset, logBytes);
  }

  /** Whether the log holds what is not yet at its place. */
  boolean logged() {
    return !log.equals(Guid.NONE);
  }

  /** A header as it stands in a file. */
  ByteBuffer bytes(UUID file, UUID data) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, SIGNATURE).putLong(8, sequence);
    Guid.put(bytes, 16, file);
    Guid.put(bytes, 32, data);
    Guid.put(bytes, 48, log);
    bytes.putShort(66, (short) 1).putInt(68, (int) logBytes).putLong(72, logOffset);
    return Sums.put(bytes);
  }
}
