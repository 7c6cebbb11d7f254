// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.Map;
import java.util.TreeMap;
import org.oriel.disk.DiskInfo;

/** What is told of a disk: by qemu-img's words. */
final class Facts {
  private Facts() {}

  static DiskInfo of(SparseHeader header, Descriptor descriptor) {
    Map<String, String> details = new TreeMap<>();
    details.put("create type", descriptor.type());
    descriptor.identity().ifPresent(identity -> details.put("cid", identity));
    return new DiskInfo(VmdkFormat.NAME, header.diskBytes(), header.grainBytes(), details);
  }
}
