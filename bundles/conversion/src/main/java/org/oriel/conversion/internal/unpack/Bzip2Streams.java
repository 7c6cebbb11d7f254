// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.io.InputStream;

/** Streams of bzip2, one behind the other, in the layout of version 1.0 of the tool. */
final class Bzip2Streams extends Unpacked {
  private static final long BLOCK = 0x314159265359L;
  private static final long END = 0x177245385090L;
  private static final int UNIT = 100_000;

  /** So many equal bytes are followed by a count of further ones. */
  private static final int RUN = 4;

  private static final int[] CRC = crcTable();

  private final Bzip2Bits bits = new Bzip2Bits(from);
  private Bzip2Block block;
  private int link;
  private int left;
  private int last = -1;
  private int equal;
  private int repeat;
  private int expected;
  private int crc;
  private int streamCrc;
  private boolean inBlock;
  private boolean ended;

  Bzip2Streams(InputStream packed) throws IOException {
    super(packed);
    this.block = new Bzip2Block(bits, blockSize());
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value << 1 ^ (value < 0 ? 0x04c11db7 : 0);
      }
      table[i] = value;
    }
    return table;
  }

  private int blockSize() throws IOException {
    require(from.u8() == 'B' && from.u8() == 'Z' && from.u8() == 'h', "this is no bzip2");
    int level = from.u8() - '0';
    require(level >= 1 && level <= 9, "this is no bzip2");
    return level * UNIT;
  }

  @Override
  int next(byte[] into, int offset, int length) throws IOException {
    while (!inBlock && !ended) {
      beginBlock();
    }
    if (ended) {
      return -1;
    }
    int at = offset;
    int end = offset + length;
    while (at < end && (repeat > 0 || left > 0)) {
      if (repeat == 0 && !step()) {
        continue;
      }
      repeat--;
      crc = crc << 8 ^ CRC[crc >>> 24 ^ last];
      into[at++] = (byte) last;
    }
    if (repeat == 0 && left == 0) {
      endBlock();
    }
    return at > offset ? at - offset : next(into, offset, length);
  }

  /** Takes a byte of the block; {@code false} if it was the count of none. */
  private boolean step() {
    link = block.link(link);
    int value = link & 0xff;
    link >>>= 8;
    left--;
    if (equal == RUN) {
      equal = 0;
      repeat = value;
      return repeat > 0;
    }
    equal = value == last ? equal + 1 : 1;
    last = value;
    repeat = 1;
    return true;
  }

  private void beginBlock() throws IOException {
    long mark = bits.next(48);
    int said = (int) bits.next(32);
    if (mark == END) {
      require(said == streamCrc, "the data are damaged");
      bits.align();
      streamCrc = 0;
      ended = from.atEnd();
      if (!ended) {
        block = new Bzip2Block(bits, blockSize());
      }
      return;
    }
    require(mark == BLOCK, "the data are damaged");
    expected = said;
    link = block.read();
    left = block.length();
    equal = 0;
    last = -1;
    crc = -1;
    inBlock = true;
  }

  private void endBlock() throws IOException {
    require(~crc == expected, "the data are damaged");
    streamCrc = (streamCrc << 1 | streamCrc >>> 31) ^ expected;
    inBlock = false;
  }
}
