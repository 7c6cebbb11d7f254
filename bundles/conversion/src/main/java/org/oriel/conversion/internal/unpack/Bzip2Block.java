// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a block of bzip2 up to where the order of its bytes is given back: prefix codes, moves to
 * the front, runs.
 */
final class Bzip2Block {
  private static final int GROUP = 50;
  private static final int RUN_B = 1;

  private final Bzip2Bits bits;

  /** Byte and, in the upper bits, the place of the byte behind it. */
  private final int[] links;

  private final int[] counts = new int[257];
  private int length;

  Bzip2Block(Bzip2Bits bits, int most) {
    this.bits = bits;
    this.links = new int[most];
  }

  /** Bytes of the block. */
  int length() {
    return length;
  }

  /** The byte, and the place of the next one in its upper 24 bits. */
  int link(int at) {
    return links[at];
  }

  /**
   * Reads a block behind its checksum.
   *
   * @return where its first byte is, as {@link #link} says it
   */
  int read() throws IOException {
    Unpacked.require(bits.bit() == 0, "blocks of this old kind are not read");
    int origin = (int) bits.next(24);
    byte[] front = used();
    int symbols = front.length + 2;
    int codes = (int) bits.next(3);
    Unpacked.require(codes >= 2 && codes <= 6, "the codes are not right");
    byte[] selectors = selectors(codes);
    List<Bzip2Code> tables = new ArrayList<>();
    for (int i = 0; i < codes; i++) {
      tables.add(code(symbols));
    }
    fill(front, selectors, tables, symbols - 1);
    Unpacked.require(origin < length, "the order is not right");
    link();
    return links[origin] >>> 8;
  }

  private byte[] used() throws IOException {
    int ranges = (int) bits.next(16);
    byte[] front = new byte[256];
    int count = 0;
    for (int range = 0; range < 16; range++) {
      if ((ranges & 0x8000 >>> range) != 0) {
        int members = (int) bits.next(16);
        for (int i = 0; i < 16; i++) {
          if ((members & 0x8000 >>> i) != 0) {
            front[count++] = (byte) (16 * range + i);
          }
        }
      }
    }
    Unpacked.require(count > 0, "no byte is used");
    return Arrays.copyOf(front, count);
  }

  private byte[] selectors(int codes) throws IOException {
    byte[] selectors = new byte[(int) bits.next(15)];
    Unpacked.require(selectors.length > 0, "the codes are not right");
    byte[] front = {0, 1, 2, 3, 4, 5};
    for (int i = 0; i < selectors.length; i++) {
      int at = 0;
      while (bits.bit() == 1) {
        at++;
        Unpacked.require(at < codes, "the codes are not right");
      }
      selectors[i] = toFront(front, at);
    }
    return selectors;
  }

  private static byte toFront(byte[] front, int at) {
    byte moved = front[at];
    System.arraycopy(front, 0, front, 1, at);
    front[0] = moved;
    return moved;
  }

  private Bzip2Code code(int symbols) throws IOException {
    int[] lengths = new int[symbols];
    int length = (int) bits.next(5);
    for (int symbol = 0; symbol < symbols; symbol++) {
      while (true) {
        Unpacked.require(length >= 1 && length <= Bzip2Code.LONGEST, "the codes are not right");
        if (bits.bit() == 0) {
          break;
        }
        length += bits.bit() == 0 ? 1 : -1;
      }
      lengths[symbol] = length;
    }
    return new Bzip2Code(lengths);
  }

  private void fill(byte[] front, byte[] selectors, List<Bzip2Code> tables, int end)
      throws IOException {
    length = 0;
    Arrays.fill(counts, 0);
    long run = 0;
    long weight = 1;
    for (int group = 0; ; group++) {
      Unpacked.require(group < selectors.length, "the codes are not right");
      Bzip2Code table = tables.get(selectors[group]);
      for (int i = 0; i < GROUP; i++) {
        int symbol = table.symbol(bits);
        if (symbol <= RUN_B) {
          run += weight << symbol;
          weight <<= 1;
          Unpacked.require(run <= links.length, "a block is too large");
          continue;
        }
        append(front[0], (int) run);
        run = 0;
        weight = 1;
        if (symbol == end) {
          return;
        }
        append(toFront(front, symbol - 1), 1);
      }
    }
  }

  private void append(byte value, int times) throws IOException {
    Unpacked.require(times <= links.length - length, "a block is too large");
    int unsigned = Byte.toUnsignedInt(value);
    Arrays.fill(links, length, length + times, unsigned);
    counts[unsigned + 1] += times;
    length += times;
  }

  /** Gives each place the one that follows it: the inverse of the Burrows-Wheeler transform. */
  private void link() {
    for (int i = 0; i < 256; i++) {
      counts[i + 1] += counts[i];
    }
    for (int i = 0; i < length; i++) {
      int value = links[i] & 0xff;
      links[counts[value]++] |= i << 8;
    }
  }
}
