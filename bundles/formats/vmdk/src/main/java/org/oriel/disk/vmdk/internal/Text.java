// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes descriptors. */
final class Text {
  /** Sectors that writers keep for it. */
  static final int SECTORS = 20;

  private static final int SECTORS_PER_TRACK = 63;
  private static final int HEADS_OF_IDE = 16;
  private static final int HEADS = 255;
  private static final int MOST_CYLINDERS_OF_IDE = 16_383;

  /** Stands for no disk. */
  private static final int NOBODY = -1;

  private Text() {}

  /**
   * The descriptor of a disk. The name of its file is not known when it is written, nor does
   * anybody look it up.
   */
  static byte[] of(long capacity, Settings settings, UUID identity) {
    int id = (int) identity.getLeastSignificantBits();
    int heads = settings.ide() ? HEADS_OF_IDE : HEADS;
    long cylinders = capacity / ((long) heads * SECTORS_PER_TRACK);
    if (settings.ide()) {
      cylinders = Math.min(cylinders, MOST_CYLINDERS_OF_IDE);
    }
    return """
    # Disk DescriptorFile
    version=1
    CID=%08x
    parentCID=ffffffff
    createType="%s"

    # Extent description
    RW %d SPARSE "disk.vmdk"

    # The Disk Data Base
    #DDB

    ddb.virtualHWVersion = "%s"
    ddb.geometry.cylinders = "%d"
    ddb.geometry.heads = "%d"
    ddb.geometry.sectors = "%d"
    ddb.adapterType = "%s"
    ddb.toolsVersion = "2147483647"
    """
        .formatted(
            id == NOBODY ? 1 : id,
            settings.stream() ? Descriptor.STREAM : Descriptor.MONOLITHIC,
            capacity,
            settings.hardware(),
            cylinders,
            heads,
            SECTORS_PER_TRACK,
            settings.adapter())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
