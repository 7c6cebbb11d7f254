// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/** Reads for a parser what it wants to see of a file. */
public final class Parsing {
  private static final int PART = 64 << 10;

  private Parsing() {}

  /** All steps of a parser, and its judgement. */
  public static DiskInfo parse(DiskSource source, Parser parser) throws FormatException {
    try {
      walk(source, parser.first());
      return parser.judge(source.size());
    } catch (Refused refused) {
      throw refused.exception();
    }
  }

  /** All steps from one on. */
  public static void walk(DiskSource source, Step first) throws FormatException, Refused {
    if (first.offset() == 0 && source.size() < first.end()) {
      throw Refused.other("The file is too short for the format's mark.");
    }
    ByteBuffer buffer = ByteBuffer.allocate(PART);
    Optional<Step> step = Optional.of(first);
    while (step.isPresent()) {
      Step now = step.get();
      if (now.end() > source.size()) {
        throw endsEarly();
      }
      while (!now.complete()) {
        buffer.clear().limit((int) Math.min(PART, now.end() - now.at()));
        source.fill(now.at(), buffer);
        now.feed(buffer.flip());
      }
      step = now.following();
    }
  }

  static Refused endsEarly() {
    return Refused.corrupt("The file ends within its header or its tables: it was cut off.");
  }
}
