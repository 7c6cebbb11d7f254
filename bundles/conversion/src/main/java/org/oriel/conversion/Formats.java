// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.List;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/** The disk formats that are there just now, and their use. Safe for many threads at once. */
public interface Formats {
  /** All that plugins offer, by name, the newest of each name first. */
  List<FormatEntry> list();

  /**
   * Leases the newest plugin of a format.
   *
   * @throws FormatException.Unsupported if there is none
   */
  FormatLease lease(String name) throws FormatException;

  /**
   * Leases the format that a file is of; raw, if no other claims it.
   *
   * @throws FormatException.Unsafe if several formats claim the file
   */
  FormatLease recognise(DiskSource source) throws FormatException;
}
