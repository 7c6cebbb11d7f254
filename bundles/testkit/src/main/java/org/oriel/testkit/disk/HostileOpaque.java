// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import static org.oriel.disk.Verdict.Reason.CORRUPT;
import static org.oriel.disk.Verdict.Reason.UNSAFE;
import static org.oriel.disk.Verdict.Reason.UNSUPPORTED;

import java.util.List;

/** Files of formats that are never opened, each against one rule of its format. */
public final class HostileOpaque {
  private static final int LENGTH = 40_960;

  private HostileOpaque() {}

  /** Boot sectors that are refused. */
  public static List<Sample> gpt() {
    return List.of(
        gpt("boot flag 1", mbr().partition(0, 1, 0x2120, 0x83, 2_048)),
        gpt("boot flag 0x81 in the last entry", mbr().partition(3, 0x81, 0, 0, 0)),
        gpt("boot flag 0xff in an unused entry", mbr().put(OpaqueFile.PARTITIONS + 16, 0xff)),
        gpt("no partition", OpaqueFile.zeros(LENGTH).bootMark()),
        gpt("partition beside a GPT", disk().partition(1, 0, 0x2120, 0x83, 2_048)),
        gpt("GPT protected by the second entry", mbr().partition(1, 0, 0x200, 0xee, 1)),
        gpt(
            "GPT protected by the second entry alone",
            OpaqueFile.zeros(LENGTH).bootMark().partition(1, 0, 0x200, 0xee, 1)),
        gpt("GPT protected twice", disk().partition(1, 0, 0x200, 0xee, 1)),
        gpt("GPT protected from elsewhere", disk().partition(0, 0, 0x200, 0xee, 2)),
        gpt("GPT protected from sector 0", disk().partition(0, 0, 0x200, 0xee, 0)),
        gpt("GPT protected from another cylinder", disk().partition(0, 0, 0x201, 0xee, 1)),
        gpt("GPT protected from another head", disk().partition(0, 0, 0x10200, 0xee, 1)),
        gpt("boot code of a file system", mbr().put(OpaqueFile.PARTITIONS, 0x33)));
  }

  private static OpaqueFile mbr() {
    return OpaqueFile.mbr(LENGTH);
  }

  private static OpaqueFile disk() {
    return OpaqueFile.gpt(LENGTH);
  }

  private static Sample gpt(String name, OpaqueFile file) {
    return Sample.unfit(name, file.bytes(), CORRUPT);
  }

  /** Encrypted disks that are refused. */
  public static List<Sample> luks() {
    OpaqueFile luks = OpaqueFile.luks(8_192);
    return List.of(
        Sample.unfit("version 0", OpaqueFile.luks(8_192).put(7, 0).bytes(), UNSUPPORTED),
        Sample.unfit("version 2", OpaqueFile.luks(8_192).put(7, 2).bytes(), UNSUPPORTED),
        Sample.unfit("version 257", OpaqueFile.luks(8_192).put(6, 1).bytes(), UNSUPPORTED),
        Sample.unfit("cut after the mark", luks.bytes(6), CORRUPT),
        Sample.unfit("cut in the header", luks.bytes(591), CORRUPT),
        Sample.unfit("cut before the data", luks.bytes(4_095), CORRUPT),
        Sample.unfit(
            "data behind the end", OpaqueFile.luks(8_192).bigEndian(104, 17).bytes(), CORRUPT),
        Sample.unfit("data far away", OpaqueFile.luks(8_192).bigEndian(104, -1).bytes(), CORRUPT),
        Sample.unfit(
            "data on the header", OpaqueFile.luks(8_192).bigEndian(104, 1).bytes(), CORRUPT));
  }

  /** Discs that are refused. */
  public static List<Sample> iso() {
    int blockSize = OpaqueFile.DESCRIPTORS + 128;
    return List.of(
        Sample.unfit("blocks of nothing", disc().text(blockSize, "\0\0").bytes(), CORRUPT),
        Sample.unfit("blocks of 2049 bytes", disc().text(blockSize, "\1\b").bytes(), CORRUPT),
        Sample.unfit(
            "blocks of 64 KiB less one", disc().text(blockSize, "\u00ff\u00ff").bytes(), CORRUPT),
        Sample.unfit("cut behind the mark", disc().bytes(32_774), CORRUPT),
        Sample.unfit("cut in the descriptor", disc().bytes(34_815), CORRUPT));
  }

  private static OpaqueFile disc() {
    return OpaqueFile.iso(LENGTH, 20);
  }

  /** QED is never accepted. */
  public static List<Sample> qed() {
    return List.of(
        Sample.unfit("qed", OpaqueFile.zeros(4_096).text(0, "QED\0").bytes(), UNSAFE),
        Sample.unfit(
            "qed, cut behind the mark", OpaqueFile.zeros(4).text(0, "QED").bytes(), UNSAFE));
  }
}
