// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.util.ArrayList;
import java.util.List;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.HostileOpaque;
import org.oriel.testkit.disk.OpaqueFile;
import org.oriel.testkit.disk.Sample;

class GptContractTest extends DiskFormatContract {
  @Override
  protected DiskFormat format() {
    return new GptFormat();
  }

  @Override
  protected List<Sample> samples() {
    OpaqueFile fat = OpaqueFile.zeros(4_096).bootMark().put(0x10, 2).put(0x15, 0xf8);
    OpaqueFile floppy = OpaqueFile.mbr(4_096).put(0x10, 2).put(0x15, 0xf0);
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.sound("mbr", OpaqueFile.mbr(4_096).bytes(), 4_096));
    samples.add(Sample.sound("mbr alone", OpaqueFile.mbr(512).bytes(), 512));
    samples.add(Sample.sound("gpt", OpaqueFile.gpt(4_096).bytes(), 4_096));
    samples.add(
        Sample.sound(
            "four partitions",
            OpaqueFile.mbr(4_096)
                .partition(1, 0, 0x2120, 0x83, 4_096)
                .partition(2, 0, 0x2120, 0x82, 8_192)
                .partition(3, 0, 0x2120, 0x05, 16_384)
                .bytes(),
            4_096));
    samples.add(Sample.sound("other media than a disk's", floppy.bytes(), 4_096));
    samples.add(Sample.other("FAT without partitions", fat.bytes()));
    samples.add(Sample.other("no mark", OpaqueFile.mbr(4_096).put(511, 0xab).bytes()));
    samples.add(Sample.other("cut in the mark", OpaqueFile.mbr(512).bytes(511)));
    samples.addAll(HostileOpaque.gpt());
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 511;
  }
}
