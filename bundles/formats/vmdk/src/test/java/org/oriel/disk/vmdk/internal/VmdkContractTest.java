// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Verdict;
import org.oriel.testkit.disk.ByteSource;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.Feeding;
import org.oriel.testkit.disk.HostileVmdk;
import org.oriel.testkit.disk.Sample;
import org.oriel.testkit.disk.VmdkFile;

class VmdkContractTest extends DiskFormatContract {
  private static final long SIZE = VmdkFile.SIZE;

  private final List<Sample> samples = make();

  private static List<Sample> make() {
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.sound("monolithicSparse", VmdkFile.monolithic().bytes(), SIZE));
    samples.add(Sample.sound("streamOptimized", VmdkFile.stream().bytes(), SIZE));
    samples.add(
        Sample.sound(
            "odd number of sectors",
            VmdkFile.monolithic().putLong(VmdkFile.CAPACITY, 2049).bytes(),
            SIZE + 512));
    samples.add(
        Sample.sound(
            "grain of zeros",
            VmdkFile.monolithic().putInt(VmdkFile.FLAGS, 7).grain(3, 1).bytes(),
            SIZE));
    samples.add(
        Sample.sound(
            "one directory",
            VmdkFile.monolithic()
                .putInt(VmdkFile.FLAGS, 1)
                .putLong(VmdkFile.SECOND_DIRECTORY, 0)
                .bytes(),
            SIZE));
    samples.add(
        Sample.sound(
            "line ends of Windows", VmdkFile.monolithic().replace("\n", "\r\n").bytes(), SIZE));
    samples.add(
        Sample.sound(
            "any letters in keys",
            VmdkFile.monolithic().replace("createType=", "CREATETYPE = ").bytes(),
            SIZE));
    samples.add(Sample.other("zeros", new byte[65_536]));
    samples.add(Sample.other("three letters", "KDM".getBytes(StandardCharsets.US_ASCII)));
    samples.add(Sample.other("almost", "KDMW".getBytes(StandardCharsets.US_ASCII)));
    samples.add(Sample.other("text", "Hello, version=1\n".getBytes(StandardCharsets.US_ASCII)));
    samples.add(
        Sample.other("long text", "no type\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII)));
    samples.addAll(HostileVmdk.all());
    return List.copyOf(samples);
  }

  @Override
  protected DiskFormat format() {
    return new VmdkFormat();
  }

  @Override
  protected List<Sample> samples() {
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 1100;
  }

  @Test
  void readerAndInspectorAgree() {
    for (Sample sample : samples) {
      Verdict verdict = Feeding.whole(format(), sample.bytes());
      Verdict read;
      try (Disk disk = format().open(new ByteSource(sample.bytes()), Limits.DEFAULT)) {
        disk.extentAt(disk.info().virtualSize() - 1);
        disk.extentAt(0);
        read = new Verdict.Sound(disk.info());
      } catch (FormatException refusal) {
        read = VmdkInspector.verdict(refusal);
      }
      assertThat(read.getClass()).as(sample.name()).isEqualTo(verdict.getClass());
      if (read instanceof Verdict.Unfit unfit && verdict instanceof Verdict.Unfit said) {
        assertThat(unfit.reason()).as(sample.name()).isEqualTo(said.reason());
      }
    }
  }
}
