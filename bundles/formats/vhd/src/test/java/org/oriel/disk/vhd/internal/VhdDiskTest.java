// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.util.List;
import java.util.Map;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskContract;

class VhdDiskTest extends DiskContract {
  @Override
  protected DiskFormat format() {
    return new VhdFormat();
  }

  @Override
  protected String qemuFormat() {
    return "vpc";
  }

  @Override
  protected List<Map<String, String>> variants() {
    return List.of(Map.of(), Map.of("subformat", "fixed"));
  }

  @Override
  protected List<List<String>> qemuVariants() {
    return List.of(
        List.of(),
        List.of("-o", "force_size=on"),
        List.of("-o", "subformat=fixed"),
        List.of("-o", "subformat=fixed,force_size=on"));
  }

  @Override
  protected long hugeSize() {
    return Footer.MOST_BYTES;
  }

  @Override
  protected boolean hasCheck() {
    return false;
  }
}
