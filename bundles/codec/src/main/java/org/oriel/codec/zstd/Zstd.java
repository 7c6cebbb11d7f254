// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec.zstd;

import java.util.function.Supplier;

/**
 * The zstd that can be had here.
 *
 * @param name what it is, for the operator
 * @param codecs makes codecs of it, to be closed
 */
public record Zstd(String name, Supplier<ZstdCodec> codecs) {
  /** zstd's own level 3: what qemu takes. */
  private static final int LEVEL = 3;

  /** The native library where it loads, plain Java otherwise. To be asked once and kept. */
  public static Zstd find() {
    try {
      new NativeCodec(LEVEL).close();
      return new Zstd("native", () -> new NativeCodec(LEVEL));
    } catch (LinkageError absent) {
      // The library is not there, or not for this machine: the reason is of no use to anybody.
      return plain();
    }
  }

  /** Plain Java. */
  public static Zstd plain() {
    return new Zstd("java", PlainCodec::new);
  }

  /** A codec of its own, to be closed. */
  public ZstdCodec open() {
    return codecs.get();
  }
}
