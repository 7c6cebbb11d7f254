// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import org.oriel.blocks.Passing;
import org.oriel.blocks.Refused;
import org.oriel.disk.Limits;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;

/**
 * Watches a file's start for one that grows, and keeps its last 512 bytes for one of fixed size,
 * which has no other mark.
 */
final class VhdInspector implements StreamInspector {
  private final Limits limits;
  private final DynamicParser parser;
  private final Passing passing;
  private final ByteBuffer tail = ByteBuffer.allocate(Footer.BYTES);

  VhdInspector(Limits limits) {
    this.limits = limits;
    this.parser = new DynamicParser(limits, false);
    this.passing = new Passing(parser);
  }

  @Override
  public boolean feed(ByteBuffer bytes) {
    int count = Math.min(bytes.remaining(), Footer.BYTES);
    ByteBuffer last = bytes.slice(bytes.limit() - count, count);
    int dropped = Math.max(0, count - tail.remaining());
    tail.flip().position(Math.min(dropped, tail.limit()));
    tail.compact().put(last);
    passing.feed(bytes);
    return true;
  }

  @Override
  public Verdict verdict(long length) {
    Verdict verdict = passing.verdict(length);
    ByteBuffer end = tail.duplicate().flip();
    try {
      if (verdict instanceof Verdict.Other) {
        return new Verdict.Sound(FixedRules.judge(end, length, limits));
      }
      if (verdict instanceof Verdict.Sound) {
        parser.judgeEnd(end);
      }
      return verdict;
    } catch (Refused refused) {
      return refused.verdict();
    }
  }
}
