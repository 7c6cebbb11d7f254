// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Match;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.HostileOpaque;
import org.oriel.testkit.disk.OpaqueFile;
import org.oriel.testkit.disk.Sample;

class IsoContractTest extends DiskFormatContract {
  @Override
  protected DiskFormat format() {
    return new IsoFormat();
  }

  @Override
  protected List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.sound("iso", OpaqueFile.iso(40_960, 20).bytes(), 40_960));
    samples.add(
        Sample.sound("iso of 8 TiB", OpaqueFile.iso(40_960, -1).bytes(), 0xffffffffL << 11));
    samples.add(Sample.sound("udf", OpaqueFile.udf(40_960).bytes(), 40_960));
    samples.add(
        Sample.sound(
            "older udf",
            OpaqueFile.zeros(65_536).text(OpaqueFile.DESCRIPTORS, "\0NSR02").bytes(),
            65_536));
    samples.add(
        Sample.sound(
            "boot record first",
            OpaqueFile.iso(40_960, 20).put(OpaqueFile.DESCRIPTORS, 0).bytes(),
            40_960));
    samples.add(
        Sample.other(
            "extended area of nothing",
            OpaqueFile.udf(40_960).put(OpaqueFile.DESCRIPTORS + 2_049, 'X').bytes()));
    samples.add(Sample.other("no mark", OpaqueFile.iso(40_960, 20).put(32_773, '2').bytes()));
    samples.add(Sample.other("cut before the mark", OpaqueFile.iso(40_960, 20).bytes(32_773)));
    samples.addAll(HostileOpaque.iso());
    return samples;
  }

  /** What lies before the descriptors is free: to change it changes nothing. */
  @Override
  protected int headerBytes() {
    return 512;
  }

  @Test
  void headOfADiscIsFree() {
    byte[] disc = OpaqueFile.iso(40_960, 20).text(0, "KDMV").bootMark().bytes();

    assertThat(format().probe(ByteBuffer.wrap(disc), ByteBuffer.allocate(0))).isEqualTo(Match.YES);
  }
}
