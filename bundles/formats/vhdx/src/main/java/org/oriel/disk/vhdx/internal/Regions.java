// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.oriel.blocks.Refused;

/**
 * Where the table of blocks and the metadata are ([MS-VHDX] 2.2.3).
 *
 * @param table the table of blocks
 * @param metadata the metadata
 * @param all these two and others
 */
record Regions(Region table, Region metadata, List<Region> all) {
  static final int BYTES = 64 << 10;
  static final long FIRST_AT = 192 << 10;
  static final long SECOND_AT = 256 << 10;
  static final int SIGNATURE = 0x69676572;
  static final long ALIGNMENT = 1 << 20;
  static final int MOST = 60;

  /** Bytes of the table that may hold entries: that many are looked at. */
  static final int LOOKED_AT = 16 + MOST * 32;

  static final UUID TABLE = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
  static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");

  private static final int FIRST_ENTRY = 16;
  private static final int ENTRY = 32;

  /**
   * A run of bytes in the file.
   *
   * @param offset where it starts
   * @param bytes its length, 0 for none
   */
  record Region(long offset, long bytes) {
    long end() {
      return offset + bytes;
    }

    boolean overlaps(Region other) {
      return bytes > 0 && other.bytes > 0 && offset < other.end() && other.offset < end();
    }
  }

  /**
   * Judges the beginning of a table whose sum is right.
   *
   * @param log no region may reach into it
   */
  static Regions of(ByteBuffer bytes, Region log) throws Refused {
    long count = Integer.toUnsignedLong(bytes.getInt(8));
    if (count > MOST) {
      throw Refused.corrupt(count + " regions are too many.");
    }
    List<Region> all = new ArrayList<>();
    all.add(log);
    Optional<Region> table = Optional.empty();
    Optional<Region> metadata = Optional.empty();
    for (int at = FIRST_ENTRY; at < FIRST_ENTRY + count * ENTRY; at += ENTRY) {
      Region region = region(bytes, at, all);
      all.add(region);
      UUID kind = Guid.get(bytes, at);
      if (kind.equals(TABLE) && table.isEmpty()) {
        table = Optional.of(region);
      } else if (kind.equals(METADATA) && metadata.isEmpty()) {
        metadata = Optional.of(region);
      } else if (kind.equals(TABLE) || kind.equals(METADATA)) {
        throw Refused.corrupt("A region is named twice.");
      } else if ((bytes.getInt(at + 28) & 1) != 0) {
        throw Refused.unsupported("The file needs a region that is not known.");
      }
    }
    if (table.isEmpty() || metadata.isEmpty()) {
      throw Refused.corrupt("There is no table of blocks, or no metadata.");
    }
    return new Regions(table.get(), metadata.get(), List.copyOf(all));
  }

  private static Region region(ByteBuffer bytes, int at, List<Region> others) throws Refused {
    Region region =
        new Region(bytes.getLong(at + 16), Integer.toUnsignedLong(bytes.getInt(at + 24)));
    if (region.offset < ALIGNMENT
        || region.offset % ALIGNMENT != 0
        || region.bytes == 0
        || region.bytes % ALIGNMENT != 0
        || region.offset > Long.MAX_VALUE - region.bytes) {
      throw Refused.corrupt(
          "No region can be of "
              + region.bytes
              + " bytes at "
              + Long.toUnsignedString(region.offset)
              + ".");
    }
    if (others.stream().anyMatch(region::overlaps)) {
      throw Refused.corrupt("Two regions overlap at " + region.offset + ".");
    }
    return region;
  }

  /** A table as it stands in a file. */
  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, SIGNATURE).putInt(8, 2);
    put(bytes, FIRST_ENTRY, TABLE, table);
    put(bytes, FIRST_ENTRY + ENTRY, METADATA, metadata);
    return Sums.put(bytes);
  }

  private static void put(ByteBuffer bytes, int at, UUID kind, Region region) {
    Guid.put(bytes, at, kind);
    bytes.putLong(at + 16, region.offset).putInt(at + 24, (int) region.bytes).putInt(at + 28, 1);
  }
}
