// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * The one member of a ZIP file (APPNOTE 6.3). Some read a ZIP file from its front and some by the
 * directory at its end: what the directory says has to be what was read, and nothing may be beside
 * it, so that both see the same.
 */
final class ZipMember extends Unpacked {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int DESCRIPTOR_FOLLOWS = 1 << 3;
  private static final long IN_EXTRA = 0xffff_ffffL;

  private final Deflated deflated = new Deflated(from);
  private final CRC32 crc = new CRC32();
  private final int flags;
  private final int method;
  private final ZipSizes declared;
  private final long dataStart;
  private long produced;
  private boolean ended;

  ZipMember(InputStream packed) throws IOException {
    super(packed);
    require(from.u32() == 0x04034b50L, "this is no member");
    from.u16();
    this.flags = from.u16();
    this.method = from.u16();
    require((flags & ENCRYPTED) == 0, "the member is encrypted");
    require(method == STORED || method == DEFLATED, "the method is not known");
    from.u32();
    this.declared = ZipSizes.ofMember(from);
    require(
        method == DEFLATED || (flags & DESCRIPTOR_FOLLOWS) == 0, "nobody says where the data end");
    this.dataStart = from.position();
  }

  @Override
  int next(byte[] into, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int count =
        method == STORED ? stored(into, offset, length) : deflated.read(into, offset, length);
    if (count < 0) {
      ended = true;
      requireEnd();
      return -1;
    }
    crc.update(into, offset, count);
    produced += count;
    return count;
  }

  private int stored(byte[] into, int offset, int length) throws IOException {
    long left = declared.packed() - produced;
    if (left == 0) {
      return -1;
    }
    int count = from.read(into, offset, Math.min(length, left));
    if (count < 0) {
      throw LittleEndian.early();
    }
    return count;
  }

  /** What follows the data: perhaps their sizes, then the directory, and the end. */
  private void requireEnd() throws IOException {
    ZipSizes counted =
        new ZipSizes(crc.getValue(), from.position() - dataStart, produced, declared.large());
    if ((flags & DESCRIPTOR_FOLLOWS) != 0) {
      require(ZipSizes.ofDescriptor(from, declared.large()).equals(counted), "sizes differ");
    } else {
      require(declared.equals(counted), "sizes differ");
    }
    long directory = from.position();
    require(from.u32() == 0x02014b50L, "there is more than one member");
    from.u32();
    require(from.u16() == flags && from.u16() == method, "the directory differs");
    from.u32();
    ZipSizes listed = ZipSizes.ofDirectory(from);
    require(listed.sameAs(counted), "the directory differs");
    requireEndOfDirectory(directory);
    require(from.atEnd(), "there are data behind the directory");
  }

  private void requireEndOfDirectory(long directory) throws IOException {
    long length = from.position() - directory;
    long mark = from.u32();
    if (mark == 0x06064b50L) {
      require(from.u64() == 44, "the end of the directory is not known");
      from.skip(12);
      requireTwice(1, from.u64(), from.u64(), "there is more than one member");
      require(from.u64() == length && from.u64() == directory, "the directory is elsewhere");
      require(from.u32() == 0x07064b50L, "the end of the directory is not known");
      from.skip(16);
      mark = from.u32();
    }
    require(mark == 0x06054b50L, "there is more than one member");
    requireTwice(0, from.u16(), from.u16(), "there are several disks");
    requireTwice(1, from.u16(), from.u16(), "there is more than one member");
    long said = from.u32();
    long place = from.u32();
    require(said == length || said == IN_EXTRA, "the directory is elsewhere");
    require(place == directory || place == IN_EXTRA, "the directory is elsewhere");
    require(from.u16() == 0, "there is a comment");
  }

  private static void requireTwice(long wanted, long one, long other, String objection)
      throws IOException {
    require(one == wanted && other == wanted, objection);
  }

  @Override
  public void close() throws IOException {
    deflated.close();
    super.close();
  }
}
