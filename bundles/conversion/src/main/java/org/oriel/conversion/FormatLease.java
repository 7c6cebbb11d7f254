// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import org.oriel.disk.DiskFormat;

/** The right to use a format until closed. Nothing that the format gave may be used behind that. */
public interface FormatLease extends AutoCloseable {
  DiskFormat format();

  /**
   * Whether this is still the plugin that new work goes to. If not, the lease should end soon: its
   * plugin goes, or a newer one has come.
   */
  boolean current();

  @Override
  void close();
}
