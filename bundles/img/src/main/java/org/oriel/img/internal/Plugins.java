// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.oriel.conversion.Standalone;
import org.oriel.disk.DiskFormat;

/** The formats on the class path. */
final class Plugins {
  private Plugins() {}

  static Standalone open() {
    List<DiskFormat> formats = new ArrayList<>();
    ServiceLoader.load(DiskFormat.class).forEach(formats::add);
    return new Standalone(formats);
  }
}
