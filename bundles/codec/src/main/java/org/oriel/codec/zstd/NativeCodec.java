// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;

/** zstd-jni: the native library. */
final class NativeCodec extends FrameCodec {
  private final ZstdCompressCtx compressor = new ZstdCompressCtx();
  private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

  NativeCodec(int level) {
    compressor.setLevel(level);
  }

  @Override
  int bound(int length) {
    return Math.toIntExact(Zstd.compressBound(length));
  }

  @Override
  int pack(byte[] from, int offset, int length, byte[] into) {
    return compressor.compressByteArray(into, 0, into.length, from, offset, length);
  }

  @Override
  void unpack(ByteBuffer from, ByteBuffer into) {
    int bytes = into.isDirect() ? toDirect(from, into) : toArray(from, into);
    into.position(into.position() + bytes);
  }

  private int toDirect(ByteBuffer from, ByteBuffer into) {
    int at = into.position();
    int room = into.remaining();
    return from.isDirect()
        ? decompressor.decompressDirectByteBuffer(
            into, at, room, from, from.position(), from.remaining())
        : decompressor.decompressByteArrayToDirectByteBuffer(
            into, at, room, from.array(), from.arrayOffset() + from.position(), from.remaining());
  }

  private int toArray(ByteBuffer from, ByteBuffer into) {
    int at = into.arrayOffset() + into.position();
    int room = into.remaining();
    return from.isDirect()
        ? decompressor.decompressDirectByteBufferToByteArray(
            into.array(), at, room, from, from.position(), from.remaining())
        : decompressor.decompressByteArray(
            into.array(),
            at,
            room,
            from.array(),
            from.arrayOffset() + from.position(),
            from.remaining());
  }

  @Override
  public void close() {
    compressor.close();
    decompressor.close();
  }
}
