// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

/**
 * Cylinders, heads and sectors of a disk, as "Virtual Hard Disk Image Format Specification",
 * appendix "CHS Calculation", has them.
 */
record Geometry(int cylinders, int heads, int sectorsPerTrack) {
  /** The greatest geometry: says nothing of the size. */
  static final Geometry MOST = new Geometry(65_535, 16, 255);

  /** The geometry of a disk of this many sectors, which may be somewhat smaller than the disk. */
  static Geometry of(long diskSectors) {
    long sectors = Math.min(diskSectors, MOST.sectors());
    int perTrack = 17;
    long tracks = sectors / perTrack;
    long heads = Math.max(4, (tracks + 1023) / 1024);
    if (sectors >= 65_535L * 16 * 63) {
      perTrack = 255;
      heads = 16;
      tracks = sectors / perTrack;
    } else {
      if (tracks >= heads * 1024 || heads > 16) {
        perTrack = 31;
        heads = 16;
        tracks = sectors / perTrack;
      }
      if (tracks >= heads * 1024) {
        perTrack = 63;
        heads = 16;
        tracks = sectors / perTrack;
      }
    }
    return new Geometry((int) (tracks / heads), (int) heads, perTrack);
  }

  /** The smallest geometry that has room for a disk; {@link #MOST} if none has. */
  static Geometry above(long diskSectors) {
    if (diskSectors >= MOST.sectors()) {
      return MOST;
    }
    long tried = diskSectors;
    Geometry geometry = of(tried);
    while (geometry.sectors() < diskSectors) {
      geometry = of(++tried);
    }
    return geometry;
  }

  long sectors() {
    return (long) cylinders * heads * sectorsPerTrack;
  }
}
