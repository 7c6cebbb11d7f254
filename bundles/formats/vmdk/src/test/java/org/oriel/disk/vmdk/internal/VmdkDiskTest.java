// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.List;
import java.util.Map;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.WriteOptions;
import org.oriel.testkit.disk.DiskContract;

class VmdkDiskTest extends DiskContract {
  private static final String SUBFORMAT = "subformat";

  @Override
  protected DiskFormat format() {
    return new VmdkFormat();
  }

  @Override
  protected String qemuFormat() {
    return "vmdk";
  }

  @Override
  protected List<Map<String, String>> variants() {
    return List.of(
        Map.of(),
        Map.of(SUBFORMAT, "monolithicSparse", "adapter_type", "lsilogic", "hwversion", "14"),
        Map.of(SUBFORMAT, "streamOptimized", "adapter_type", "legacyESX"));
  }

  @Override
  protected List<List<String>> qemuVariants() {
    return List.of(
        List.of(),
        List.of("-o", "subformat=monolithicSparse,zeroed_grain=on"),
        List.of("-o", "adapter_type=lsilogic,hwversion=7"),
        List.of("-o", "subformat=streamOptimized"));
  }

  /** qemu looks at each grain by itself: of 8 TiB it would take many minutes. */
  @Override
  protected long hugeSize() {
    return 64L << 30;
  }

  @Override
  protected boolean canBeEmpty() {
    return false;
  }

  @Override
  protected boolean mayRefuse(WriteOptions options) {
    return options.compressed()
        && options.value(SUBFORMAT).filter("monolithicSparse"::equals).isPresent();
  }

  @Override
  protected boolean staysWritable(WriteOptions options) {
    return !options.compressed()
        && options.value(SUBFORMAT).filter("streamOptimized"::equals).isEmpty();
  }
}
