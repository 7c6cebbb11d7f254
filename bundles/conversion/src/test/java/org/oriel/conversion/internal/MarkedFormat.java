// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;

/** A small real format: a mark at a place, and the verdict that its samples shall get. */
record MarkedFormat(String name, int place, String mark, Match sureness, Verdict said)
    implements DiskFormat {
  static MarkedFormat sound(String name, int place, String mark) {
    return new MarkedFormat(
        name, place, mark, Match.YES, new Verdict.Sound(new DiskInfo(name, 1_000)));
  }

  static MarkedFormat unfit(String name, int place, String mark) {
    return new MarkedFormat(
        name,
        place,
        mark,
        Match.YES,
        new Verdict.Unfit(Verdict.Reason.UNSAFE, "Against " + name + "."));
  }

  MarkedFormat unsure() {
    return new MarkedFormat(name, place, mark, Match.MAYBE, said);
  }

  private boolean marked(ByteBuffer head) {
    byte[] wanted = mark.getBytes(StandardCharsets.UTF_8);
    if (head.remaining() < place + wanted.length) {
      return false;
    }
    byte[] there = new byte[wanted.length];
    head.get(head.position() + place, there);
    return Arrays.equals(wanted, there);
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    return marked(head) ? sureness : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new StreamInspector() {
      private long seen;

      @Override
      public boolean feed(ByteBuffer bytes) {
        seen += bytes.remaining();
        bytes.position(bytes.limit());
        return true;
      }

      @Override
      public Verdict verdict(long length) {
        if (seen != length) {
          throw new IllegalStateException("saw " + seen + " of " + length + " bytes");
        }
        return said;
      }
    };
  }
}
