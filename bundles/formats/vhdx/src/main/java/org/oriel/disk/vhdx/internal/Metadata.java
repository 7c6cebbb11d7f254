// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.oriel.blocks.Refused;
import org.oriel.disk.Limits;

/**
 * What the disk is ([MS-VHDX] 2.6).
 *
 * @param blockBytes bytes of a block, 1 to 256 MiB, a power of two
 * @param fixed whether blocks are to stay allocated
 * @param diskBytes bytes of the disk
 * @param sectorBytes 512 or 4096
 */
record Metadata(int blockBytes, boolean fixed, long diskBytes, int sectorBytes) {
  /** Bytes of the table at the start of the region, behind which items lie. */
  static final int TABLE_BYTES = 64 << 10;

  static final int MOST = 60;

  /** Bytes of the table that may hold entries. */
  static final int LOOKED_AT = 32 + MOST * 32;

  static final int LEAST_BLOCK = 1 << 20;
  static final int MOST_BLOCK = 256 << 20;
  static final long MOST_BYTES = 64L << 40;

  private static final long SIGNATURE = 0x617461646174656dL;
  private static final int ENTRY = 32;
  private static final int USER = 1;
  private static final int VIRTUAL_DISK = 2;
  private static final int REQUIRED = 4;
  private static final int LEAVE_ALLOCATED = 1;
  private static final int HAS_PARENT = 2;

  /** The items that are known. */
  enum Kind {
    PARAMETERS(0, "caa16737-fa36-4d43-b3b6-33f0aa44e76b", 8, REQUIRED),
    SIZE(1, "2fa54224-cd1b-4876-b211-5dbed83bf4b8", 8, REQUIRED | VIRTUAL_DISK),
    IDENTITY(2, "beca12ab-b2e6-4523-93ef-c309e000c746", 16, REQUIRED | VIRTUAL_DISK),
    LOGICAL_SECTOR(3, "8141bf1d-a96f-4709-ba47-f233a8faab5f", 4, REQUIRED | VIRTUAL_DISK),
    PHYSICAL_SECTOR(4, "cda348c7-445d-4471-9cc9-e9885251c556", 4, REQUIRED | VIRTUAL_DISK);

    private final int index;
    final UUID guid;
    final int bytes;
    final int flags;

    Kind(int index, String guid, int bytes, int flags) {
      this.index = index;
      this.guid = UUID.fromString(guid);
      this.bytes = bytes;
      this.flags = flags;
    }

    static Optional<Kind> of(UUID guid) {
      for (Kind kind : values()) {
        if (kind.guid.equals(guid)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * An item of the table.
   *
   * @param offset from the start of the region
   */
  record Item(Kind kind, long offset) {}

  /** Judges the beginning of the table: the known items, in the order in which they lie. */
  static List<Item> items(ByteBuffer bytes, long regionBytes) throws Refused {
    if (bytes.getLong(0) != SIGNATURE) {
      throw Refused.corrupt("There are no metadata where the region table says.");
    }
    int count = Short.toUnsignedInt(bytes.getShort(10));
    if (count > MOST) {
      throw Refused.corrupt(count + " items of metadata are too many.");
    }
    List<Item> items = new ArrayList<>();
    for (int at = ENTRY; at < ENTRY + count * ENTRY; at += ENTRY) {
      Optional<Kind> kind = Kind.of(Guid.get(bytes, at));
      int flags = bytes.getInt(at + 24);
      if (kind.isPresent() && (flags & USER) == 0) {
        items.add(item(bytes, at, kind.get(), regionBytes));
      } else if ((flags & REQUIRED) != 0) {
        throw Refused.unsupported("The file needs metadata that are not known.");
      }
    }
    items.sort((one, other) -> Long.compare(one.offset, other.offset));
    return items;
  }

  private static Item item(ByteBuffer bytes, int at, Kind kind, long regionBytes) throws Refused {
    long offset = Integer.toUnsignedLong(bytes.getInt(at + 16));
    long length = Integer.toUnsignedLong(bytes.getInt(at + 20));
    if (length != kind.bytes || offset < TABLE_BYTES || offset > regionBytes - length) {
      throw Refused.corrupt(
          "No such item of metadata can be of " + length + " bytes at " + offset + ".");
    }
    return new Item(kind, offset);
  }

  /** Judges the items. */
  static Metadata of(Map<Kind, ByteBuffer> items, Limits limits) throws Refused {
    for (Kind kind : List.of(Kind.PARAMETERS, Kind.SIZE, Kind.LOGICAL_SECTOR)) {
      if (!items.containsKey(kind)) {
        throw Refused.corrupt("An item of metadata that each file has is missing.");
      }
    }
    Map<Kind, ByteBuffer> all = new EnumMap<>(items);
    int flags = number(all, Kind.PARAMETERS).getInt(4);
    if ((flags & HAS_PARENT) != 0) {
      throw Refused.unsafe("A disk with a parent is not accepted.");
    }
    long blockBytes = Integer.toUnsignedLong(number(all, Kind.PARAMETERS).getInt(0));
    if (blockBytes < LEAST_BLOCK || blockBytes > MOST_BLOCK || Long.bitCount(blockBytes) != 1) {
      throw Refused.corrupt("Blocks cannot be of " + blockBytes + " bytes.");
    }
    int sector = number(all, Kind.LOGICAL_SECTOR).getInt(0);
    if (sector != 512 && sector != 4096) {
      throw Refused.corrupt("Sectors cannot be of " + Integer.toUnsignedString(sector) + " bytes.");
    }
    long size = number(all, Kind.SIZE).getLong(0);
    if (size < 0 || size > MOST_BYTES || size % sector != 0) {
      throw Refused.corrupt("A disk cannot be of " + Long.toUnsignedString(size) + " bytes.");
    }
    if (size > limits.virtualBytes()) {
      throw Refused.unsupported(
          "The disk would be larger than " + limits.virtualBytes() + " bytes.");
    }
    return new Metadata((int) blockBytes, (flags & LEAVE_ALLOCATED) != 0, size, sector);
  }

  private static ByteBuffer number(Map<Kind, ByteBuffer> items, Kind kind) {
    ByteBuffer bytes = items.get(kind);
    if (bytes == null) {
      throw new IllegalStateException(kind + " was looked for above");
    }
    return bytes;
  }

  /** Blocks between two bitmaps of sectors in the table. */
  int chunk() {
    return Math.toIntExact((1L << 23) * sectorBytes / blockBytes);
  }

  int blocks() {
    return Math.toIntExact((diskBytes + blockBytes - 1) / blockBytes);
  }

  /** Where a block is in the table: after each chunk there is one entry for a bitmap. */
  int entryOf(int block) {
    return block + block / chunk();
  }

  /** Entries of the table that a file without a parent needs. */
  int entries() {
    return blocks() == 0 ? 0 : entryOf(blocks() - 1) + 1;
  }

  /** The region as it stands in a file, up to its last item. */
  ByteBuffer bytes(UUID identity) {
    ByteBuffer bytes =
        ByteBuffer.allocate(TABLE_BYTES + 16 * Kind.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, SIGNATURE).putShort(10, (short) Kind.values().length);
    for (Kind kind : Kind.values()) {
      int at = ENTRY + kind.index * ENTRY;
      int place = place(kind);
      Guid.put(bytes, at, kind.guid);
      bytes.putInt(at + 16, place).putInt(at + 20, kind.bytes).putInt(at + 24, kind.flags);
      switch (kind) {
        case PARAMETERS ->
            bytes.putInt(place, blockBytes).putInt(place + 4, fixed ? LEAVE_ALLOCATED : 0);
        case SIZE -> bytes.putLong(place, diskBytes);
        case IDENTITY -> Guid.put(bytes, place, identity);
        case LOGICAL_SECTOR, PHYSICAL_SECTOR -> bytes.putInt(place, sectorBytes);
      }
    }
    return bytes;
  }

  private static int place(Kind kind) {
    return TABLE_BYTES + 16 * kind.index;
  }
}
