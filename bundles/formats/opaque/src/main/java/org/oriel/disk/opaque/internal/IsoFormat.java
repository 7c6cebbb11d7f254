// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.osgi.service.component.annotations.Component;

/**
 * A disc of ISO 9660 or UDF. Its descriptors begin at 32 KiB (ECMA-119, section 6.2.1); what lies
 * before them is free for anything, and the classic place for a second format.
 */
@Component
public final class IsoFormat implements DiskFormat {
  private static final String NAME = "iso";
  private static final int DESCRIPTORS = 32_768;
  private static final int SECTOR = 2_048;

  /** ECMA-119, section 8.1.2. */
  private static final byte[] ISO_9660 = Marks.mark("CD001");

  /** ECMA-167, part 3, sections 9.1 and 10.1 (second and third edition). */
  private static final List<byte[]> UDF = List.of(Marks.mark("NSR02"), Marks.mark("NSR03"));

  /** Begins the descriptors of a disc that is UDF alone: ECMA-167, part 2, section 9.2. */
  private static final byte[] EXTENDED_AREA = Marks.mark("BEA01");

  private static final int PRIMARY = 1;
  private static final int PLACE_OF_BLOCKS = 80;
  private static final int PLACE_OF_BLOCK_SIZE = 128;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    if (head.remaining() <= DESCRIPTORS) {
      return Match.NO;
    }
    int start = head.position() + DESCRIPTORS;
    return marked(head.duplicate().position(start)) ? Match.YES : Match.NO;
  }

  private static boolean marked(ByteBuffer descriptors) {
    return Marks.has(descriptors, 1, ISO_9660)
        || udf(descriptors, 1)
        || (Marks.has(descriptors, 1, EXTENDED_AREA) && udf(descriptors, SECTOR + 1));
  }

  private static boolean udf(ByteBuffer descriptors, int at) {
    return UDF.stream().anyMatch(mark -> Marks.has(descriptors, at, mark));
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Window(DESCRIPTORS, 2 * SECTOR, IsoFormat::judge);
  }

  private static Verdict judge(ByteBuffer descriptors, long length) {
    if (!marked(descriptors)) {
      return new Verdict.Other();
    }
    if (descriptors.remaining() < SECTOR) {
      return Marks.corrupt("The file ends within the descriptors of the disc.");
    }
    if (!Marks.has(descriptors, 1, ISO_9660) || descriptors.get(0) != PRIMARY) {
      return new Verdict.Sound(new DiskInfo(NAME, length));
    }
    // Both numbers stand there twice, little endian first: ECMA-119, sections 8.4.8 and 8.4.12.
    ByteBuffer primary = descriptors.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long blocks = Integer.toUnsignedLong(primary.getInt(PLACE_OF_BLOCKS));
    int blockSize = Short.toUnsignedInt(primary.getShort(PLACE_OF_BLOCK_SIZE));
    if (blockSize < 512 || blockSize > SECTOR || Integer.bitCount(blockSize) != 1) {
      return Marks.corrupt("Blocks of a disc cannot be of " + blockSize + " bytes.");
    }
    return new Verdict.Sound(new DiskInfo(NAME, blocks * blockSize));
  }
}
