// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.List;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskContract;

class VmdkDiskTest extends DiskContract {
  @Override
  protected DiskFormat format() {
    return new VmdkFormat();
  }

  @Override
  protected String qemuFormat() {
    return "vmdk";
  }

  @Override
  protected List<List<String>> qemuVariants() {
    return List.of(
        List.of(),
        List.of("-o", "subformat=monolithicSparse,zeroed_grain=on"),
        List.of("-o", "adapter_type=lsilogic,hwversion=7"),
        List.of("-o", "subformat=streamOptimized"));
  }

  @Override
  protected boolean canBeEmpty() {
    return false;
  }
}
