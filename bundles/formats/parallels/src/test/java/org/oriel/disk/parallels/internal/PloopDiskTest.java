// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.parallels.internal;

import java.util.List;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskContract;

class PloopDiskTest extends DiskContract {
  @Override
  protected DiskFormat format() {
    return new PloopFormat();
  }

  @Override
  protected String qemuFormat() {
    return "parallels";
  }

  @Override
  protected List<List<String>> qemuVariants() {
    return List.of(List.of(), List.of("-o", "cluster_size=64k"));
  }
}
