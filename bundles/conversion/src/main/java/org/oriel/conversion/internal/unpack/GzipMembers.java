// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The members of a gzip file, one behind the other: RFC 1952, section 2.2. */
final class GzipMembers extends Unpacked {
  private static final int MARK = 0x8b1f;
  private static final int DEFLATED = 8;
  private static final int HEADER_CHECKED = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  /** Longest name and comment. */
  private static final int MOST_TEXT = 64 << 10;

  private final Deflated data = new Deflated(from);
  private final CRC32 crc = new CRC32();
  private long produced;
  private boolean ended;

  GzipMembers(InputStream packed) throws IOException {
    super(packed);
    readHeader();
  }

  private void readHeader() throws IOException {
    require(from.u16() == MARK && from.u8() == DEFLATED, "this is no gzip");
    int flags = from.u8();
    require((flags & RESERVED) == 0, "a flag is not known");
    from.skip(6);
    if ((flags & EXTRA) != 0) {
      from.skip(from.u16());
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKED) != 0) {
      from.skip(2);
    }
  }

  private void skipText() throws IOException {
    for (int i = 0; i < MOST_TEXT; i++) {
      if (from.u8() == 0) {
        return;
      }
    }
    throw new IOException("a name is too long");
  }

  @Override
  int next(byte[] into, int offset, int length) throws IOException {
    while (!ended) {
      int count = data.read(into, offset, length);
      if (count > 0) {
        crc.update(into, offset, count);
        produced += count;
        return count;
      }
      endMember();
    }
    return -1;
  }

  private void endMember() throws IOException {
    require(from.u32() == crc.getValue(), "the data are damaged");
    require(from.u32() == (produced & 0xffff_ffffL), "the data are damaged");
    ended = from.atEnd();
    if (!ended) {
      readHeader();
      data.reset();
      crc.reset();
      produced = 0;
    }
  }

  @Override
  public void close() throws IOException {
    data.close();
    super.close();
  }
}
