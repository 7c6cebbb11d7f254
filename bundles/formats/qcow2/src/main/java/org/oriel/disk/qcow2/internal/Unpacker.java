// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.oriel.codec.DeflateEncoder;
import org.oriel.codec.InflateDecoder;
import org.oriel.codec.zstd.Zstd;
import org.oriel.codec.zstd.ZstdCodec;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/** Unpacks compressed clusters, for one thread at a time. Reads ahead where more is wanted. */
final class Unpacker implements AutoCloseable {
  private static final int AHEAD = 256 << 10;

  /** Unpacks one stream into all of a buffer. */
  private interface Decoder {
    void decode(ByteBuffer from, ByteBuffer into) throws DataFormatException;
  }

  private final DiskSource source;
  private final int clusterBits;
  private final Decoder decoder;
  private final Runnable end;
  private ByteBuffer packed = ByteBuffer.allocate(0);
  private ByteBuffer whole = ByteBuffer.allocate(0);
  private long packedAt;
  private int packedBytes;

  private Unpacker(DiskSource source, int clusterBits, Decoder decoder, Runnable end) {
    this.source = source;
    this.clusterBits = clusterBits;
    this.decoder = decoder;
    this.end = end;
  }

  static Unpacker inflating(DiskSource source, int clusterBits) {
    InflateDecoder inflater = new InflateDecoder(DeflateEncoder.Wrapper.NONE);
    return new Unpacker(source, clusterBits, inflater::decode, inflater::close);
  }

  static Unpacker zstd(DiskSource source, int clusterBits, Zstd zstd) {
    ZstdCodec codec = zstd.open();
    return new Unpacker(source, clusterBits, codec::decode, codec::close);
  }

  /**
   * Unpacks a part of a cluster.
   *
   * @param entry the cluster's entry
   * @param within the first byte of the cluster that is wanted
   * @param count how many are wanted; they go to the buffer's position
   */
  void unpack(long entry, int within, int count, ByteBuffer into) throws FormatException {
    ByteBuffer stream = stream(entry, into.remaining() - count);
    int cluster = 1 << clusterBits;
    int limit = into.limit();
    try {
      if (count == cluster) {
        into.limit(into.position() + count);
        decoder.decode(stream, into);
        into.limit(limit);
      } else {
        if (whole.capacity() == 0) {
          whole = ByteBuffer.allocate(cluster);
        }
        decoder.decode(stream, whole.clear());
        into.put(whole.limit(within + count).position(within));
      }
    } catch (DataFormatException damaged) {
      throw new FormatException.Corrupt(
          "The compressed cluster at " + Entry.place(entry, clusterBits) + " cannot be unpacked.",
          damaged);
    }
  }

  private ByteBuffer stream(long entry, int more) throws FormatException {
    long place = Entry.place(entry, clusterBits);
    long left = source.size() - place;
    if (left <= 0) {
      throw new FormatException.Corrupt("A cluster at " + place + " lies outside of the file.");
    }
    int length = (int) Math.min(left, Entry.packedLength(entry, clusterBits));
    if (place < packedAt || place + length > packedAt + packedBytes) {
      int wanted = (int) Math.min(left, Math.max(length, Math.min(AHEAD, (long) length + more)));
      load(place, wanted);
    }
    int start = (int) (place - packedAt);
    return packed.limit(start + length).position(start);
  }

  private void load(long place, int wanted) throws FormatException {
    if (packed.capacity() < wanted) {
      packed = ByteBuffer.allocate(wanted);
    }
    packedBytes = 0;
    source.fill(place, packed.clear().limit(wanted));
    packedAt = place;
    packedBytes = wanted;
  }

  @Override
  public void close() {
    end.run();
  }
}
