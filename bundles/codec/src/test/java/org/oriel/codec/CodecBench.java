// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.oriel.codec.DeflateEncoder.Wrapper;
import org.oriel.codec.zstd.Zstd;
import org.oriel.codec.zstd.ZstdCodec;

/**
 * How fast, and how small, beside the JDK's Deflater: not a test, to be run by hand with the name
 * of a file of the content that is to be packed (its first 256 MiB are; none: made-up content).
 */
public final class CodecBench {
  private static final int CLUSTER = 65_536;
  private static final int ROUNDS = 4;

  private CodecBench() {}

  private interface Packer {
    int pack(byte[] cluster, ByteBuffer into);
  }

  public static void main(String[] arguments) throws IOException {
    List<byte[]> clusters = clusters(arguments);
    for (int window : new int[] {4096, 32_768}) {
      DeflateEncoder encoder = new DeflateEncoder(Wrapper.NONE, window);
      report(
          "DeflateEncoder, window " + window,
          clusters,
          (c, into) -> encoder.encode(ByteBuffer.wrap(c), into));
    }
    for (int level : new int[] {1, 6}) {
      Deflater deflater = new Deflater(level, true);
      report(
          "Deflater, level " + level,
          clusters,
          (cluster, into) -> {
            deflater.reset();
            deflater.setInput(cluster);
            deflater.finish();
            return deflater.deflate(into);
          });
      deflater.end();
    }
    for (Zstd zstd : List.of(Zstd.find(), Zstd.plain())) {
      try (ZstdCodec codec = zstd.open()) {
        report(
            "zstd, " + zstd.name(), clusters, (c, into) -> codec.encode(ByteBuffer.wrap(c), into));
      }
    }
  }

  private static List<byte[]> clusters(String[] arguments) throws IOException {
    List<byte[]> clusters = new ArrayList<>();
    if (arguments.length == 0) {
      for (int i = 0; i < 1024; i++) {
        clusters.add(Contents.mixed(CLUSTER, i));
      }
      return clusters;
    }
    try (var in = Files.newInputStream(Path.of(arguments[0]))) {
      while (clusters.size() < 4096) {
        byte[] cluster = in.readNBytes(CLUSTER);
        if (cluster.length < CLUSTER) {
          break;
        }
        clusters.add(cluster);
      }
    }
    return clusters;
  }

  private static void report(String name, List<byte[]> clusters, Packer packer) {
    ByteBuffer into = ByteBuffer.allocate(2 * CLUSTER);
    long best = Long.MAX_VALUE;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      bytes = 0;
      for (byte[] cluster : clusters) {
        int packed = packer.pack(cluster, into.clear());
        bytes += packed < 0 ? CLUSTER : Math.min(CLUSTER, packed);
      }
      best = Math.min(best, System.nanoTime() - begun);
    }
    long in = (long) clusters.size() * CLUSTER;
    System.out.printf(
        "%-30s %7.0f MiB/s, to %.1f %%%n", name, in * 1e9 / (1 << 20) / best, 100.0 * bytes / in);
  }
}
