// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import io.airlift.compress.lz4.Lz4Compressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a frame of LZ4 with all its checksums, in blocks of 64 KiB that stand alone. */
final class Lz4Frame extends OutputStream {
  private static final int BLOCK = 64 << 10;

  private final OutputStream into;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final XxHash content = new XxHash();
  private final Lz4Compressor compressor = new Lz4Compressor();

  Lz4Frame(OutputStream into) throws IOException {
    this.into = into;
    byte[] descriptor = {0x74, 0x40};
    number(0x184D2204);
    into.write(descriptor);
    into.write(XxHash.of(descriptor, 0, 2) >>> 8);
  }

  private void number(int value) throws IOException {
    into.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = 0; at < length; ) {
      int step = Math.min(length - at, BLOCK - block.size());
      block.write(bytes, offset + at, step);
      at += step;
      if (block.size() == BLOCK) {
        writeBlock();
      }
    }
  }

  private void writeBlock() throws IOException {
    byte[] data = block.toByteArray();
    block.reset();
    content.update(data, 0, data.length);
    byte[] packed = new byte[compressor.maxCompressedLength(data.length)];
    int length = compressor.compress(data, 0, data.length, packed, 0, packed.length);
    boolean shrunk = length < data.length;
    byte[] written = shrunk ? packed : data;
    int count = shrunk ? length : data.length;
    number(shrunk ? count : count | 1 << 31);
    into.write(written, 0, count);
    number(XxHash.of(written, 0, count));
  }

  @Override
  public void close() throws IOException {
    if (block.size() > 0) {
      writeBlock();
    }
    number(0);
    number(content.value());
    into.close();
  }
}
