// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vdi.internal;

import java.util.List;
import java.util.Map;
import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskContract;

class VdiDiskTest extends DiskContract {
  @Override
  protected DiskFormat format() {
    return new VdiFormat();
  }

  @Override
  protected String qemuFormat() {
    return "vdi";
  }

  @Override
  protected List<Map<String, String>> variants() {
    return List.of(Map.of(), Map.of("static", "on"));
  }

  @Override
  protected List<List<String>> qemuVariants() {
    return List.of(List.of(), List.of("-o", "static=on"), List.of("-S", "0"));
  }
}
