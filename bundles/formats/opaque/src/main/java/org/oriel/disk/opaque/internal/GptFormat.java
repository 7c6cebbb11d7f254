// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.osgi.service.component.annotations.Component;

/**
 * A bare disk with a boot sector: a partition table as of old, or the one that protects a GPT (UEFI
 * specification 2.10, sections 5.2.1 and 5.2.3). Glance calls both gpt.
 */
@Component
public final class GptFormat implements DiskFormat {
  private static final String NAME = "gpt";
  private static final int SECTOR = 512;
  private static final byte[] MARK = Marks.mark("U\u00aa");
  private static final int PLACE_OF_MARK = 510;

  /**
   * A FAT file system without partitions: these two bytes are its count of tables and its media.
   */
  private static final int FAT_TABLES = 0x10;

  private static final int FAT_MEDIA = 0x15;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    return marked(head) ? Match.YES : Match.NO;
  }

  private static boolean marked(ByteBuffer head) {
    return Marks.has(head, PLACE_OF_MARK, MARK) && !fat(head);
  }

  private static boolean fat(ByteBuffer head) {
    return head.get(head.position() + FAT_TABLES) == 2
        && head.get(head.position() + FAT_MEDIA) == (byte) 0xf8;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Window(0, SECTOR, GptFormat::judge);
  }

  private static Verdict judge(ByteBuffer sector, long length) {
    if (!marked(sector)) {
      return new Verdict.Other();
    }
    return Partitions.objection(sector)
        .<Verdict>map(Marks::corrupt)
        .orElseGet(() -> new Verdict.Sound(new DiskInfo(NAME, length)));
  }
}
