// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.util.ArrayList;
import java.util.List;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.HostileOpaque;
import org.oriel.testkit.disk.OpaqueFile;
import org.oriel.testkit.disk.Sample;

class LuksContractTest extends DiskFormatContract {
  @Override
  protected DiskFormat format() {
    return new LuksFormat();
  }

  @Override
  protected List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.sound("luks", OpaqueFile.luks(8_192).bytes(), 4_096));
    samples.add(Sample.sound("luks without data", OpaqueFile.luks(4_096).bytes(), 0));
    samples.add(Sample.other("no mark", OpaqueFile.luks(8_192).put(5, 0xbf).bytes()));
    samples.add(Sample.other("cut in the mark", OpaqueFile.luks(8_192).bytes(5)));
    samples.addAll(HostileOpaque.luks());
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 591;
  }
}
