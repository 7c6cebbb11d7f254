// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/** Kinds of compressed data, by the marks at their front. */
public enum Compression {
  /** RFC 1952, section 2.3.1: with the only method that there is. */
  GZIP("1f8b08", 1) {
    @Override
    InputStream open(InputStream packed) throws IOException {
      return new GzipMembers(packed);
    }
  },
  /** Its name, then the size of its blocks and the mark of the first. */
  BZIP2("425a68", 5) {
    @Override
    InputStream open(InputStream packed) throws IOException {
      return new Bzip2Streams(packed);
    }
  },
  /** The .xz file format 1.2.1, section 2.1.1.1. */
  XZ("fd377a585a00", 72) {
    @Override
    InputStream open(InputStream packed) throws IOException {
      return new XZInputStream(packed, XZ_MEMORY_KIBIBYTES);
    }
  },
  /** RFC 8878, section 3.1.1. */
  ZSTD("28b52ffd", 20) {
    @Override
    InputStream open(InputStream packed) {
      return new ZstdInputStream(packed);
    }
  },
  /** LZ4 frame format 1.6.1. */
  LZ4("04224d18", 9) {
    @Override
    InputStream open(InputStream packed) throws IOException {
      return new Lz4Frames(packed);
    }
  },
  /** ZIP with one member: APPNOTE 6.3, section 4.3.7. */
  ZIP("504b0304", 1) {
    @Override
    InputStream open(InputStream packed) throws IOException {
      return new ZipMember(packed);
    }
  };

  /** Bytes by which a kind is recognised. */
  public static final int HEAD = 6;

  private static final int XZ_MEMORY_KIBIBYTES = 68 << 10;

  private final String mark;
  private final int mebibytes;

  Compression(String mark, int mebibytes) {
    this.mark = mark;
    this.mebibytes = mebibytes;
  }

  /** Most memory that unpacking takes, its pipe included. */
  int mebibytes() {
    return mebibytes;
  }

  /**
   * The kind of data that begin so.
   *
   * @param head the first {@link #HEAD} bytes; position and limit stay as they are
   */
  public static Optional<Compression> of(ByteBuffer head) {
    return Arrays.stream(values()).filter(kind -> kind.begins(head)).findFirst();
  }

  private boolean begins(ByteBuffer head) {
    byte[] wanted = HexFormat.of().parseHex(mark);
    return head.remaining() >= wanted.length
        && head.slice().limit(wanted.length).equals(ByteBuffer.wrap(wanted));
  }

  /** Its word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is inside. Closing it closes what it reads. */
  abstract InputStream open(InputStream packed) throws IOException;
}
