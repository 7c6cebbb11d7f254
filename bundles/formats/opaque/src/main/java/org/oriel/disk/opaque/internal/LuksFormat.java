// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.osgi.service.component.annotations.Component;

/**
 * An encrypted disk with a header of LUKS version 1 (LUKS On-Disk Format Specification 1.2.3,
 * section 3.1). Its size is what follows the header; nothing is ever decrypted.
 */
@Component
public final class LuksFormat implements DiskFormat {
  private static final String NAME = "luks";
  private static final byte[] MARK = Marks.mark("LUKS\u00ba\u00be");
  private static final int VERSION = 6;
  private static final int PAYLOAD_OFFSET = 104;

  /** Bytes of the header with its eight key slots. */
  private static final int HEADER = 592;

  private static final int SECTOR = 512;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    return Marks.has(head, 0, MARK) ? Match.YES : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Window(0, HEADER, LuksFormat::judge);
  }

  private static Verdict judge(ByteBuffer header, long length) {
    if (!Marks.has(header, 0, MARK)) {
      return new Verdict.Other();
    }
    if (header.remaining() > VERSION + 1) {
      int version = Short.toUnsignedInt(header.getShort(VERSION));
      if (version != 1) {
        return Marks.unsupported("Version " + version + " of luks is not accepted: only 1 is.");
      }
    }
    if (header.remaining() < HEADER) {
      return Marks.corrupt("The file ends within its header.");
    }
    long start = Integer.toUnsignedLong(header.getInt(PAYLOAD_OFFSET)) * SECTOR;
    if (start < HEADER || start > length) {
      return Marks.corrupt("The encrypted data cannot start at " + start + ".");
    }
    return new Verdict.Sound(
        new DiskInfo(
            NAME,
            length - start,
            OptionalLong.empty(),
            new TreeMap<>(Map.of("version", "1")),
            List.of()));
  }
}
