// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;

/**
 * What a ZIP file says of the data of a member, in front of them, behind them, or in its directory
 * (APPNOTE 6.3, sections 4.3.7, 4.3.9, 4.3.12 and 4.5.3).
 *
 * @param crc CRC-32 of the data
 * @param packed bytes in the file
 * @param unpacked bytes of the data
 * @param large whether sizes behind the data have 64 bits
 */
record ZipSizes(long crc, long packed, long unpacked, boolean large) {
  private static final long IN_EXTRA = 0xffff_ffffL;
  private static final int LARGE = 1;

  /** From the CRC of a local header to its end. */
  static ZipSizes ofMember(LittleEndian from) throws IOException {
    long crc = from.u32();
    long packed = from.u32();
    long unpacked = from.u32();
    int name = from.u16();
    int extra = from.u16();
    from.skip(name);
    return read(from, extra, new ZipSizes(crc, packed, unpacked, false), false);
  }

  /** From the CRC of an entry of the directory to its end: it must be that of the first member. */
  static ZipSizes ofDirectory(LittleEndian from) throws IOException {
    long crc = from.u32();
    long packed = from.u32();
    long unpacked = from.u32();
    int name = from.u16();
    int extra = from.u16();
    int comment = from.u16();
    from.skip(8);
    if (from.u32() != 0) {
      throw new IOException("the member of the directory is elsewhere");
    }
    from.skip(name);
    ZipSizes sizes = read(from, extra, new ZipSizes(crc, packed, unpacked, false), true);
    from.skip(comment);
    return sizes;
  }

  /** What follows data of which the header did not know: its mark may be missing. */
  static ZipSizes ofDescriptor(LittleEndian from, boolean large) throws IOException {
    long first = from.u32();
    long crc = first == 0x08074b50L ? from.u32() : first;
    return large
        ? new ZipSizes(crc, from.u64(), from.u64(), true)
        : new ZipSizes(crc, from.u32(), from.u32(), false);
  }

  private static ZipSizes read(LittleEndian from, int extra, ZipSizes said, boolean listed)
      throws IOException {
    long packed = said.packed;
    long unpacked = said.unpacked;
    boolean large = false;
    int left = extra;
    while (left >= 4) {
      int id = from.u16();
      int length = from.u16();
      left -= 4 + length;
      if (left < 0) {
        throw new IOException("an extra field is too long");
      }
      if (id == LARGE && !large) {
        large = true;
        if (unpacked == IN_EXTRA && length >= 8) {
          unpacked = from.u64();
          length -= 8;
        }
        if (packed == IN_EXTRA && length >= 8) {
          packed = from.u64();
          length -= 8;
        }
      }
      from.skip(length);
    }
    from.skip(left);
    return new ZipSizes(said.crc, packed, unpacked, large && !listed);
  }

  /** Whether CRC and sizes are the same. */
  boolean sameAs(ZipSizes other) {
    return crc == other.crc && packed == other.packed && unpacked == other.unpacked;
  }
}
