// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.raw.internal;

import java.util.List;
import java.util.Random;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.Qcow2File;
import org.oriel.testkit.disk.Sample;

class RawContractTest extends DiskFormatContract {
  @Override
  protected DiskFormat format() {
    return new RawFormat();
  }

  @Override
  protected List<Sample> samples() {
    byte[] noise = new byte[70_001];
    new Random(1).nextBytes(noise);
    byte[] qcow2 = Qcow2File.version(3).bytes();
    return List.of(
        Sample.sound("one byte", new byte[1], 1),
        Sample.sound("zeros", new byte[4096], 4096),
        Sample.sound("noise of odd length", noise, 70_001),
        Sample.sound("even a qcow2 file", qcow2, qcow2.length));
  }

  @Override
  protected int headerBytes() {
    return 64;
  }

  @Override
  protected boolean hasNoStructure() {
    return true;
  }
}
