// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.io.InputStream;

/** Frames of LZ4, one behind the other: LZ4 frame format 1.6.1 and block format. */
final class Lz4Frames extends Unpacked {
  private static final long MARK = 0x184D2204L;
  private static final long SKIPPED_MARKS = 0x184D2A50L;
  private static final int HISTORY = 64 << 10;
  private static final long STORED = 0x8000_0000L;

  /** The history, and behind it the block that is being read. */
  private byte[] window = new byte[HISTORY];

  private byte[] block = new byte[0];
  private int most;
  private boolean blocksChecked;
  private boolean contentChecked;
  private boolean linked;
  private long contentSize = -1;
  private long produced;
  private XxHash content = new XxHash();
  private int history;
  private int next = HISTORY;
  private int end = HISTORY;
  private boolean ended;

  Lz4Frames(InputStream packed) throws IOException {
    super(packed);
    readHeader();
  }

  private void readHeader() throws IOException {
    long mark = from.u32();
    while ((mark & ~0xfL) == SKIPPED_MARKS) {
      from.skip(from.u32());
      ended = from.atEnd();
      if (ended) {
        return;
      }
      mark = from.u32();
    }
    require(mark == MARK, "this is no lz4");
    byte[] descriptor = new byte[10];
    int length = 2;
    from.readFully(descriptor, 0, 2);
    int flags = descriptor[0];
    require((flags & 0xc0) == 0x40 && (flags & 2) == 0, "a flag is not known");
    require((flags & 1) == 0, "a dictionary is wanted");
    linked = (flags & 0x20) == 0;
    blocksChecked = (flags & 0x10) != 0;
    contentChecked = (flags & 4) != 0;
    contentSize = -1;
    if ((flags & 8) != 0) {
      from.readFully(descriptor, 2, 8);
      length = 10;
      contentSize = 0;
      for (int i = 9; i >= 2; i--) {
        contentSize = contentSize << 8 | Byte.toUnsignedInt(descriptor[i]);
      }
    }
    int size = descriptor[1] >> 4;
    require((descriptor[1] & 0x8f) == 0 && size >= 4, "a size of blocks is not known");
    require(from.u8() == (XxHash.of(descriptor, 0, length) >>> 8 & 0xff), "the head is damaged");
    prepare(1 << (8 + 2 * size));
  }

  private void prepare(int mostOfBlock) {
    if (mostOfBlock > most) {
      most = mostOfBlock;
      window = new byte[HISTORY + most];
      block = new byte[most];
    }
    most = mostOfBlock;
    history = 0;
    produced = 0;
    content = new XxHash();
  }

  @Override
  int next(byte[] into, int offset, int length) throws IOException {
    while (next == end && !ended) {
      readBlock();
    }
    if (next == end) {
      return -1;
    }
    int step = Math.min(length, end - next);
    System.arraycopy(window, next, into, offset, step);
    next += step;
    return step;
  }

  private void readBlock() throws IOException {
    keepHistory();
    long size = from.u32();
    if (size == 0) {
      endFrame();
      return;
    }
    int length = (int) (size & ~STORED);
    require(length > 0 && length <= most, "a block is too large");
    from.readFully(block, 0, length);
    if (blocksChecked) {
      require((int) from.u32() == XxHash.of(block, 0, length), "a block is damaged");
    }
    if ((size & STORED) != 0) {
      System.arraycopy(block, 0, window, HISTORY, length);
      end = HISTORY + length;
    } else {
      end = new Lz4Block(block, length, window, HISTORY, HISTORY - history, most).unpack();
    }
    next = HISTORY;
    produced += end - next;
    if (contentChecked) {
      content.update(window, next, end - next);
    }
  }

  /** What blocks may refer to lies right before them. */
  private void keepHistory() {
    int last = end - HISTORY;
    if (!linked) {
      history = 0;
    } else if (last > 0) {
      int kept = Math.min(HISTORY, history + last);
      System.arraycopy(window, end - kept, window, HISTORY - kept, kept);
      history = kept;
    }
    next = HISTORY;
    end = HISTORY;
  }

  private void endFrame() throws IOException {
    if (contentChecked) {
      require((int) from.u32() == content.value(), "the data are damaged");
    }
    require(contentSize < 0 || contentSize == produced, "the data are damaged");
    ended = from.atEnd();
    if (!ended) {
      readHeader();
    }
  }
}
