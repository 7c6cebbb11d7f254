// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.oriel.disk.DiskFormat;

/** The format plugins, by the names of their classes. */
final class Formats {
  private Formats() {}

  static List<DiskFormat> of(String[] classes) {
    return Stream.of(classes).map(Formats::of).toList();
  }

  private static DiskFormat of(String name) {
    try {
      return Class.forName(name)
          .asSubclass(DiskFormat.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(name + " is no disk format", e);
    }
  }
}
