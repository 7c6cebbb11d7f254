// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Comparator;
import org.oriel.disk.DiskFormat;

/**
 * A format together with the plugin that offers it.
 *
 * @param plugin who offers it, for people
 * @param ranking larger for what an operator prefers
 * @param order larger for what came later
 */
public record Offered(
    DiskFormat format, String name, String plugin, Version version, int ranking, long order) {
  /** What new work should go to first. */
  static final Comparator<Offered> NEWEST_FIRST =
      Comparator.comparingInt(Offered::ranking)
          .thenComparing(Offered::version)
          .thenComparingLong(Offered::order)
          .reversed();

  public static Offered of(
      DiskFormat format, String plugin, String version, int ranking, long order) {
    return new Offered(format, format.name(), plugin, Version.parse(version), ranking, order);
  }
}
