// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.nio.ByteBuffer;
import java.util.zip.Adler32;

/**
 * Packs blocks by deflate, several times faster than zlib at its usual level and nearly as small:
 * one probe for each place, codes of their own for each 64 KiB, bytes as they are where that is
 * shorter. Each call makes one whole stream. Nothing is allocated once buffers have grown to the
 * size of the blocks.
 *
 * <p>Formats: RFC 1951 (deflate) and RFC 1950 (zlib).
 */
public final class DeflateEncoder {
  /** What lies around the deflate stream. */
  public enum Wrapper {
    /** Nothing. */
    NONE,
    /** A header of two bytes and an Adler-32 checksum. */
    ZLIB
  }

  /** The farthest that deflate can refer back. */
  public static final int FULL_WINDOW = Symbols.FARTHEST;

  /** Most bytes of one block. */
  public static final int MOST = 1 << 26;

  private static final int LEAST_WINDOW = 512;
  private static final int STORED_BYTES = 65_535;
  private static final int STORED_HEAD = 5;
  private static final int AROUND = 64;

  private final Wrapper wrapper;
  private final int window;
  private final MatchFinder finder;
  private final Block block = new Block();
  private final CodeLengths head = new CodeLengths();
  private final Bits bits = new Bits();
  private final Adler32 adler = new Adler32();
  private byte[] input = new byte[0];
  private byte[] output = new byte[0];

  /**
   * @param window bytes that matches refer back at most: a power of two from 512 to {@link
   *     #FULL_WINDOW}
   */
  public DeflateEncoder(Wrapper wrapper, int window) {
    if (window < LEAST_WINDOW || window > FULL_WINDOW || Integer.bitCount(window) != 1) {
      throw new IllegalArgumentException("no window of deflate: " + window);
    }
    this.wrapper = wrapper;
    this.window = window;
    this.finder = new MatchFinder(window);
  }

  /** Most bytes that a block of this many bytes becomes. */
  public static int bound(int length) {
    return length + (length / STORED_BYTES + length / Block.BYTES + 2) * STORED_HEAD + AROUND;
  }

  /**
   * Packs all that remains in a buffer.
   *
   * @param from at most {@link #MOST} bytes; its position stays as it is
   * @param into takes the stream from its position on
   * @return bytes of the stream; -1 if there is not room for it, and then nothing was written
   */
  public int encode(ByteBuffer from, ByteBuffer into) {
    int length = from.remaining();
    if (length > MOST) {
      throw new IllegalArgumentException(length + " bytes are more than " + MOST);
    }
    if (output.length < bound(length)) {
      output = new byte[bound(length)];
    }
    int bytes;
    if (from.hasArray() && from.arrayOffset() + from.limit() <= MOST) {
      bytes = encode(from.array(), from.arrayOffset() + from.position(), length);
    } else {
      if (input.length < length) {
        input = new byte[length];
      }
      from.get(from.position(), input, 0, length);
      bytes = encode(input, 0, length);
    }
    if (bytes > into.remaining()) {
      return -1;
    }
    into.put(output, 0, bytes);
    return bytes;
  }

  private int encode(byte[] in, int start, int length) {
    bits.begin(output);
    if (wrapper == Wrapper.ZLIB) {
      putZlibHead();
    }
    int end = start + length;
    finder.begin(end);
    int at = start;
    do {
      block.clear();
      int limit = Math.min(at + Block.BYTES, end);
      int next = finder.find(in, at, limit, start, end, block);
      put(in, at, next, next == end);
      at = next;
    } while (at < end);
    bits.align();
    if (wrapper == Wrapper.ZLIB) {
      adler.reset();
      adler.update(in, start, length);
      bits.put(Integer.toUnsignedLong(Integer.reverseBytes((int) adler.getValue())), 32);
    }
    return bits.bytes();
  }

  /** RFC 1950, section 2.2: method 8, the window, and a check that makes it a multiple of 31. */
  private void putZlibHead() {
    int windowBits = Integer.numberOfTrailingZeros(window);
    int method = (windowBits - 8) << 4 | 8;
    int check = 31 - (method << 8) % 31;
    bits.put(method | check << 8, 16);
  }

  private void put(byte[] in, int start, int end, boolean last) {
    long packed = block.build() + head.build(block);
    long stored = 8L * (end - start + STORED_HEAD * ((end - start) / STORED_BYTES + 1)) + 8;
    if (packed < stored) {
      head.put(bits, last);
      bits.put(block);
    } else {
      putStored(in, start, end, last);
    }
  }

  /** RFC 1951, section 3.2.4. */
  private void putStored(byte[] in, int start, int end, boolean last) {
    int at = start;
    do {
      int length = Math.min(end - at, STORED_BYTES);
      bits.put(last && at + length == end ? 1 : 0, 3);
      bits.align();
      bits.put(length, 16);
      bits.put(~length & 0xffff, 16);
      bits.put(in, at, length);
      at += length;
    } while (at < end);
  }
}
