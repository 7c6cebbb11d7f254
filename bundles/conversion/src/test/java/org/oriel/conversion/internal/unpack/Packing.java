// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packs bytes in all ways that are unpacked. */
final class Packing {
  private Packing() {}

  static byte[] pack(Compression kind, byte[] bytes) {
    return pack(kind, bytes, 1);
  }

  /** Packs the same bytes several times in a row, without ever having them at once. */
  static byte[] pack(Compression kind, byte[] bytes, int times) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream into = open(kind, packed)) {
      for (int i = 0; i < times; i++) {
        into.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static OutputStream open(Compression kind, OutputStream into) throws IOException {
    return switch (kind) {
      case GZIP -> new GZIPOutputStream(into);
      case BZIP2 -> new BZip2CompressorOutputStream(into);
      case XZ -> new XZOutputStream(into, new LZMA2Options(0));
      case ZSTD -> new ZstdOutputStream(into);
      case LZ4 -> new Lz4Frame(into);
      case ZIP -> zip(into);
    };
  }

  private static OutputStream zip(OutputStream into) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(into, StandardCharsets.UTF_8);
    zip.putNextEntry(new ZipEntry("disk.img"));
    return zip;
  }

  /** A ZIP file with these members, deflated or stored. */
  static byte[] zip(boolean stored, byte[]... members) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed, StandardCharsets.UTF_8)) {
      for (int i = 0; i < members.length; i++) {
        ZipEntry entry = new ZipEntry("member" + i);
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(members[i]);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(members[i].length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(members[i]);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
