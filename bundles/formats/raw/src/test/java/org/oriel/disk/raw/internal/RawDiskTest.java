// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.raw.internal;

import org.oriel.disk.DiskFormat;
import org.oriel.testkit.disk.DiskContract;

class RawDiskTest extends DiskContract {
  @Override
  protected DiskFormat format() {
    return new RawFormat();
  }

  @Override
  protected String qemuFormat() {
    return "raw";
  }

  @Override
  protected long virtualSize(long wanted) {
    return wanted;
  }

  @Override
  protected boolean hasCheck() {
    return false;
  }

  @Override
  protected boolean hasNoStructure() {
    return true;
  }
}
