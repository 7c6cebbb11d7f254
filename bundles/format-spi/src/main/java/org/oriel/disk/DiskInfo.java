// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts of a disk file's header.
 *
 * @param format Glance's word
 * @param virtualSize bytes of the disk, not negative
 * @param clusterSize bytes of the format's unit of allocation, if it has one
 * @param details further facts of the format, by qemu-img's word where it has one ({@code compat},
 *     {@code compression type}, {@code subformat})
 * @param references names of other files without which the disk is not whole (backing file, data
 *     file, parent), as they stand in the file: never opened, and never to be shown to anybody but
 *     who owns the file
 */
public record DiskInfo(
    String format,
    long virtualSize,
    OptionalLong clusterSize,
    SortedMap<String, String> details,
    List<String> references) {
  public DiskInfo {
    if (virtualSize < 0) {
      throw new IllegalArgumentException("a disk's size is not negative: " + virtualSize);
    }
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    references = List.copyOf(references);
  }

  /** A disk of which no more is known than its size. */
  public DiskInfo(String format, long virtualSize) {
    this(format, virtualSize, OptionalLong.empty(), new TreeMap<>(), List.of());
  }

  /** A disk that is whole in its one file. */
  public DiskInfo(String format, long virtualSize, long clusterSize, Map<String, String> details) {
    this(format, virtualSize, OptionalLong.of(clusterSize), new TreeMap<>(details), List.of());
  }
}
