// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.util.ArrayList;
import java.util.List;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.HostileQcow2;
import org.oriel.testkit.disk.Qcow2File;
import org.oriel.testkit.disk.Sample;

class Qcow2ContractTest extends DiskFormatContract {
  private final List<Sample> samples = make();

  private static List<Sample> make() {
    List<Sample> samples = new ArrayList<>();
    long gib = 1L << 30;
    samples.add(Sample.sound("512 byte clusters", Qcow2File.of(3, 9, 1 << 20).bytes(), 1 << 20));
    samples.add(Sample.sound("version 2", Qcow2File.version(2).bytes(), gib));
    samples.add(Sample.sound("version 3", Qcow2File.version(3).bytes(), gib));
    samples.add(
        Sample.sound("odd size", Qcow2File.of(3, 16, 12_345_678_901L).bytes(), 12_345_678_901L));
    samples.add(Sample.sound("no disk at all", Qcow2File.of(3, 16, 0).bytes(), 0));
    samples.add(Sample.sound("largest clusters", Qcow2File.of(3, 21, gib).bytes(), gib));
    samples.add(
        Sample.sound(
            "header of 104 bytes",
            Qcow2File.version(3).putInt(Qcow2File.HEADER_LENGTH, 104).bytes(),
            gib));
    samples.add(
        Sample.sound(
            "header of a cluster",
            Qcow2File.version(3).putInt(Qcow2File.HEADER_LENGTH, 4_096).bytes(),
            gib));
    samples.add(
        Sample.sound(
            "dirty and corrupt bits, zstd",
            Qcow2File.version(3)
                .putLong(Qcow2File.INCOMPATIBLE, 0b1011)
                .putByte(Qcow2File.COMPRESSION, 1)
                .bytes(),
            gib));
    samples.add(
        Sample.sound(
            "harmless extensions",
            Qcow2File.version(3)
                .extension(0x6803f857, 48, new byte[48])
                .extension(0x23852875, 24, new byte[24])
                .extension(0x7fffffff, 0, new byte[0])
                .bytes(),
            gib));
    samples.add(
        Sample.sound(
            "clusters of all kinds",
            Qcow2File.version(3)
                .l2(0, 1, 1 | (99L << 12), Long.MIN_VALUE | 4096, (1L << 62) | 19_000, 0)
                .bytes(),
            gib));
    samples.add(Sample.other("zeros", new byte[65_536]));
    samples.add(Sample.other("almost", new byte[] {'Q', 'F', 'I', 'x', 0, 0, 0, 3}));
    samples.add(Sample.other("three letters", new byte[] {'Q', 'F', 'I'}));
    samples.addAll(HostileQcow2.all());
    return List.copyOf(samples);
  }

  @Override
  protected DiskFormat format() {
    return new Qcow2Format();
  }

  @Override
  protected List<Sample> samples() {
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 160;
  }
}
