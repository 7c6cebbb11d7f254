// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec.zstd;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteBuffer;

/** Aircompressor: plain Java. */
final class PlainCodec extends FrameCodec {
  private final ZstdCompressor compressor = new ZstdCompressor();
  private final ZstdDecompressor decompressor = new ZstdDecompressor();

  @Override
  int bound(int length) {
    return compressor.maxCompressedLength(length);
  }

  @Override
  int pack(byte[] from, int offset, int length, byte[] into) {
    return compressor.compress(from, offset, length, into, 0, into.length);
  }

  @Override
  void unpack(ByteBuffer from, ByteBuffer into) {
    decompressor.decompress(from, into);
  }

  @Override
  public void close() {
    // Holds nothing but memory.
  }
}
