// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.util.List;
import java.util.Map;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;

/**
 * How a file is to be written.
 *
 * @param compressed whether clusters are packed
 * @param clusterBits 9 to 21
 * @param version 2 or 3
 * @param zstd whether clusters are packed by zstd, else by deflate
 * @param window bytes that deflate refers back at most
 */
record WriteSettings(boolean compressed, int clusterBits, int version, boolean zstd, int window) {
  private static final String COMPAT = "compat";
  private static final String CLUSTER_SIZE = "cluster_size";
  private static final String COMPRESSION_TYPE = "compression_type";
  private static final String COMPRESSION_WINDOW = "compression_window";

  /** Clusters of the default size and up to it suit pieces of 1 MiB when they are packed. */
  private static final int MOST_PACKED_BITS = 20;

  static final List<WriteOption> OPTIONS =
      List.of(
          new WriteOption(CLUSTER_SIZE, "bytes of a cluster, a power of two, 512 to 2M", "64k"),
          new WriteOption(COMPAT, "version of the format: 0.10 (v2) or 1.1 (v3)", "1.1"),
          new WriteOption(COMPRESSION_TYPE, "how -c packs: zlib or zstd", "zlib"),
          new WriteOption(
              COMPRESSION_WINDOW,
              "bytes that zlib refers back, 512 to 32k; qemu takes 4k, and reads all",
              "4k"));

  static WriteSettings of(WriteOptions options) throws FormatException {
    for (Map.Entry<String, String> option : options.named().entrySet()) {
      if (OPTIONS.stream().noneMatch(known -> known.name().equals(option.getKey()))) {
        throw new FormatException.Unsupported("qcow2 has no option " + option.getKey() + ".");
      }
    }
    int clusterBits = bits(options, CLUSTER_SIZE, 16, 9, 21);
    int version = choice(options, COMPAT, List.of("1.1", "v3", "0.10", "v2")) < 2 ? 3 : 2;
    boolean zstd = choice(options, COMPRESSION_TYPE, List.of("zlib", "zstd")) == 1;
    int window = 1 << bits(options, COMPRESSION_WINDOW, 12, 9, 15);
    if (zstd && version == 2) {
      throw new FormatException.Unsupported("compression_type=zstd needs compat=1.1.");
    }
    if (options.compressed() && clusterBits > MOST_PACKED_BITS) {
      throw new FormatException.Unsupported("Compressed, cluster_size is 1M at most.");
    }
    if (options.compressed() && options.tables() == WriteOptions.Tables.EARLY) {
      throw new FormatException.Unsupported(
          "The tables of a compressed file are known late: its clusters' sizes are not known before.");
    }
    return new WriteSettings(options.compressed(), clusterBits, version, zstd, window);
  }

  private static int choice(WriteOptions options, String name, List<String> words)
      throws FormatException {
    String word = options.value(name).orElse(words.get(0));
    if (!words.contains(word)) {
      throw new FormatException.Unsupported(name + " is one of " + String.join(", ", words) + ".");
    }
    return words.indexOf(word);
  }

  private static int bits(WriteOptions options, String name, int standard, int least, int most)
      throws FormatException {
    if (options.value(name).isEmpty()) {
      return standard;
    }
    String word = options.value(name).get();
    for (int bits = least; bits <= most; bits++) {
      if (word.equals(String.valueOf(1 << bits)) || word.equalsIgnoreCase(shown(bits))) {
        return bits;
      }
    }
    throw new FormatException.Unsupported(
        name + " is a power of two from " + shown(least) + " to " + shown(most) + ".");
  }

  private static String shown(int bits) {
    if (bits < 10) {
      return String.valueOf(1 << bits);
    }
    return bits < 20 ? (1 << (bits - 10)) + "k" : (1 << (bits - 20)) + "M";
  }

  int cluster() {
    return 1 << clusterBits;
  }

  /** Bytes of the disk that one L2 table stands for, as a power of two. */
  int tableBits() {
    return clusterBits + clusterBits - 3;
  }
}
