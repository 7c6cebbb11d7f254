// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;

/**
 * The header of a sparse extent, which obeys the rules as far as it can be judged alone: no sum or
 * product of its numbers overflows.
 *
 * @param version 1, 2 or 3
 * @param flags see the constants
 * @param capacity sectors of the disk, positive
 * @param grainSectors sectors of a grain, a power of two
 * @param descriptorSectors sectors of the text that begins at sector 1
 * @param tableEntries grains of one table
 * @param redundantDirectory sector of the second directory
 * @param directory sector of the directory, or {@link #AT_END}
 * @param overhead sectors before the first grain
 * @param compression whether grains are packed
 */
record SparseHeader(
    int version,
    int flags,
    long capacity,
    int grainSectors,
    int descriptorSectors,
    int tableEntries,
    long redundantDirectory,
    long directory,
    long overhead,
    boolean compression) {
  static final int BYTES = Sectors.BYTES;
  static final int DESCRIPTOR_AT = 1;

  /** The header says less than the footer at the end of the file. */
  static final long AT_END = -1;

  static final int NEWLINES = 1;
  static final int REDUNDANT = 1 << 1;
  static final int ZERO_GRAINS = 1 << 2;
  static final int COMPRESSED = 1 << 16;
  static final int MARKERS = 1 << 17;

  private static final int KNOWN = NEWLINES | REDUNDANT | ZERO_GRAINS | COMPRESSED | MARKERS;
  private static final int MAGIC = 'K' | 'D' << 8 | 'M' << 16 | 'V' << 24;
  private static final int LINE_ENDS_AT = 73;
  private static final byte[] LINE_ENDS = {'\n', ' ', '\r', '\n'};
  private static final int COMPRESSION_AT = 77;
  private static final int DEFLATE = 1;
  private static final int MOST_GRAIN_SECTORS = 4096;
  private static final int MOST_ENTRIES = 512;
  private static final int MOST_DESCRIPTOR_SECTORS = (1 << 20) / Sectors.BYTES;

  long grainBytes() {
    return (long) grainSectors * Sectors.BYTES;
  }

  long diskBytes() {
    return capacity * Sectors.BYTES;
  }

  /** Tables that the directory has entries for. */
  int tables() {
    long sectors = (long) grainSectors * tableEntries;
    return Math.toIntExact((capacity - 1) / sectors + 1);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  boolean footer() {
    return directory == AT_END;
  }

  /**
   * Judges a header.
   *
   * @param sector the header's sector
   */
  static SparseHeader of(ByteBuffer sector, Limits limits) throws FormatException {
    ByteBuffer bytes = sector.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(0) != MAGIC) {
      throw new FormatException.NotThisFormat("There is no header of a sparse extent.");
    }
    int version = bytes.getInt(4);
    if (version < 1 || version > 3) {
      throw new FormatException.Unsupported(
          "Version " + Integer.toUnsignedString(version) + " of VMDK is not known.");
    }
    int flags = bytes.getInt(8);
    if ((flags & ~KNOWN) != 0) {
      throw new FormatException.Unsupported("The image needs features that are not known.");
    }
    if ((flags & NEWLINES) != 0) {
      lineEnds(bytes);
    }
    SparseHeader header =
        new SparseHeader(
            version,
            flags,
            capacity(bytes.getLong(12), limits),
            grainSectors(bytes.getLong(20)),
            descriptor(bytes.getLong(28), bytes.getLong(36), limits),
            entries(bytes.getInt(44)),
            bytes.getLong(48),
            bytes.getLong(56),
            bytes.getLong(64),
            compression(flags, Short.toUnsignedInt(bytes.getShort(COMPRESSION_AT))));
    header.directories(limits);
    return header;
  }

  private static void lineEnds(ByteBuffer bytes) throws FormatException {
    for (int i = 0; i < LINE_ENDS.length; i++) {
      if (bytes.get(LINE_ENDS_AT + i) != LINE_ENDS[i]) {
        throw new FormatException.Corrupt("The file was changed by a transfer as text.");
      }
    }
  }

  private static long capacity(long sectors, Limits limits) throws FormatException {
    if (sectors == 0) {
      // Readers then take the descriptor for the disk, and open what it names.
      throw new FormatException.Unsafe("A sparse extent without capacity is not accepted.");
    }
    if (sectors < 0 || sectors > Math.min(Sectors.MOST, limits.virtualBytes() / Sectors.BYTES)) {
      throw new FormatException.Unsupported(
          "The disk would be larger than " + limits.virtualBytes() + " bytes.");
    }
    return sectors;
  }

  private static int grainSectors(long sectors) throws FormatException {
    if (sectors < 1 || sectors > MOST_GRAIN_SECTORS || Long.bitCount(sectors) != 1) {
      throw new FormatException.Corrupt(
          "Grains cannot be of " + Long.toUnsignedString(sectors) + " sectors.");
    }
    return (int) sectors;
  }

  private static int descriptor(long at, long sectors, Limits limits) throws FormatException {
    if (at != DESCRIPTOR_AT) {
      throw new FormatException.Corrupt(
          "The descriptor cannot be at sector " + Long.toUnsignedString(at) + ".");
    }
    long most = Math.min(MOST_DESCRIPTOR_SECTORS - 1, limits.headerBytes() / Sectors.BYTES);
    if (sectors < 1 || sectors > most) {
      throw new FormatException.Corrupt(
          "A descriptor cannot be of " + Long.toUnsignedString(sectors) + " sectors.");
    }
    return (int) sectors;
  }

  private static int entries(int entries) throws FormatException {
    if (entries < 1 || entries > MOST_ENTRIES) {
      throw new FormatException.Corrupt(
          "Grain tables cannot have " + Integer.toUnsignedString(entries) + " entries.");
    }
    return entries;
  }

  private static boolean compression(int flags, int method) throws FormatException {
    boolean packed = (flags & COMPRESSED) != 0;
    if (method > DEFLATE) {
      throw new FormatException.Unsupported("Compression method " + method + " is not known.");
    }
    if (packed != (method == DEFLATE)) {
      throw new FormatException.Corrupt("The flag of compression contradicts its method.");
    }
    if (packed && (flags & MARKERS) == 0) {
      throw new FormatException.Unsupported("Packed grains without markers are not accepted.");
    }
    return packed;
  }

  private void directories(Limits limits) throws FormatException {
    long sectorsOfTable = (long) grainSectors * tableEntries;
    long count = (capacity - 1) / sectorsOfTable + 1;
    if (count > limits.tableBytes() / Integer.BYTES) {
      throw new FormatException.Unsupported("A directory of " + count + " tables is too large.");
    }
    if (!footer()) {
      place("directory", directory);
    }
    if (has(REDUNDANT)) {
      place("second directory", redundantDirectory);
    }
  }

  private void place(String what, long sector) throws FormatException {
    if (sector < DESCRIPTOR_AT + descriptorSectors || sector > Sectors.MOST) {
      throw new FormatException.Corrupt(
          "The " + what + " cannot be at sector " + Long.toUnsignedString(sector) + ".");
    }
  }

  /** Whether a header and a footer are of the same disk. */
  boolean repeats(SparseHeader front) {
    return version == front.version
        && flags == front.flags
        && capacity == front.capacity
        && grainSectors == front.grainSectors
        && descriptorSectors == front.descriptorSectors
        && tableEntries == front.tableEntries
        && compression == front.compression;
  }

  /** Bytes of the directory. */
  long directoryBytes() {
    return (long) tables() * Integer.BYTES;
  }

  int tableBytes() {
    return tableEntries * Integer.BYTES;
  }

  /** Bytes of a grain that are within the disk. */
  long bytesOfGrain(long grain) {
    return Math.min(grainBytes(), diskBytes() - grain * grainBytes());
  }

  /**
   * Whether an entry of a grain table is a place of a grain.
   *
   * @param entry not 0, which is no grain
   */
  boolean isPlace(long entry) throws FormatException {
    if (entry == 1 && has(ZERO_GRAINS)) {
      return false;
    }
    if (entry < DESCRIPTOR_AT + descriptorSectors) {
      throw new FormatException.Corrupt("A grain cannot be at sector " + entry + ".");
    }
    return true;
  }

  /**
   * The least byte of the file behind a grain.
   *
   * @param sector where it begins
   */
  long endOfGrain(long grain, long sector) {
    return sector * Sectors.BYTES + (compression ? Marker.GRAIN_BYTES + 1 : bytesOfGrain(grain));
  }

  /** The bytes of this header. */
  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(MAGIC).putInt(version).putInt(flags).putLong(capacity).putLong(grainSectors);
    bytes.putLong(DESCRIPTOR_AT).putLong(descriptorSectors).putInt(tableEntries);
    bytes.putLong(redundantDirectory).putLong(directory).putLong(overhead).put((byte) 0);
    bytes.put(LINE_ENDS).putShort((short) (compression ? DEFLATE : 0));
    return bytes.rewind();
  }

  /** The same with its tables elsewhere. */
  SparseHeader directory(long sector) {
    return new SparseHeader(
        version,
        flags,
        capacity,
        grainSectors,
        descriptorSectors,
        tableEntries,
        redundantDirectory,
        sector,
        overhead,
        compression);
  }
}
