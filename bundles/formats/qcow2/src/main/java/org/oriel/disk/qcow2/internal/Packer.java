// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.codec.DeflateEncoder;
import org.oriel.codec.zstd.Zstd;
import org.oriel.codec.zstd.ZstdCodec;
import org.oriel.disk.Piece;

/** Packs the clusters of one piece, and keeps them until they were written. */
final class Packer implements AutoCloseable {
  /** Packs one block; -1 if there is not room for it. */
  private interface Encoder {
    int encode(ByteBuffer from, ByteBuffer into);
  }

  private final int cluster;
  private final Encoder encoder;
  private final Runnable end;
  private ByteBuffer packed = ByteBuffer.allocate(0);

  Packer(WriteSettings settings, Zstd zstd) {
    this.cluster = settings.cluster();
    if (settings.zstd()) {
      ZstdCodec codec = zstd.open();
      this.encoder = codec::encode;
      this.end = codec::close;
    } else {
      DeflateEncoder deflate = new DeflateEncoder(DeflateEncoder.Wrapper.NONE, settings.window());
      this.encoder = deflate::encode;
      this.end = () -> {};
    }
  }

  /**
   * Packed clusters, and those that do not shrink.
   *
   * @param position first byte on the disk
   * @param data as they came
   * @param lengths bytes of each packed cluster; 0 for those that are written as they came
   * @param packed the packed clusters, one behind the other, from the first byte on
   * @param packer whose buffer that is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Packed(long position, ByteBuffer data, int[] lengths, ByteBuffer packed, Packer packer)
      implements Piece {
    @Override
    public int length() {
      return data.remaining();
    }
  }

  Packed pack(long position, ByteBuffer data) {
    int bytes = data.remaining();
    int[] lengths = new int[(bytes + cluster - 1) / cluster];
    if (packed.capacity() < lengths.length * cluster) {
      packed = ByteBuffer.allocate(lengths.length * cluster);
    }
    packed.clear();
    for (int i = 0; i < lengths.length; i++) {
      int start = i * cluster;
      int count = Math.min(cluster, bytes - start);
      ByteBuffer block = data.slice(data.position() + start, count);
      ByteBuffer whole = count == cluster ? block : padded(block);
      // What does not become shorter by a byte at least is better left as it is.
      packed.limit(packed.position() + cluster - 1);
      lengths[i] = Math.max(0, encoder.encode(whole, packed));
    }
    return new Packed(position, data.slice(), lengths, packed, this);
  }

  /** The last cluster of a disk ends with zeros when it is unpacked. */
  private ByteBuffer padded(ByteBuffer block) {
    return ByteBuffer.allocate(cluster).put(block).clear();
  }

  @Override
  public void close() {
    end.run();
  }
}
