// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;

/** Leads a stream past a parser. Keeps no more than the parser does. */
public final class Passing implements StreamInspector {
  private final Parser parser;
  private final long mark;
  private Optional<Step> step;
  private Optional<Refused> refused = Optional.empty();
  private long position;

  public Passing(Parser parser) {
    Step first = parser.first();
    this.parser = parser;
    this.mark = first.end();
    this.step = Optional.of(first);
  }

  @Override
  public boolean feed(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    bytes.position(bytes.limit());
    if (refused.isEmpty()) {
      try {
        take(rest);
      } catch (Refused verdict) {
        refused = Optional.of(verdict);
      }
    }
    position += rest.limit() - rest.position();
    return refused.isEmpty() && step.isPresent();
  }

  private void take(ByteBuffer rest) throws Refused {
    long end = position + rest.remaining();
    while (step.isPresent() && step.get().at() < end) {
      Step now = step.get();
      int from = rest.position() + (int) (now.at() - position);
      int count = (int) (Math.min(end, now.end()) - now.at());
      now.feed(rest.slice(from, count));
      skipComplete();
    }
  }

  private void skipComplete() throws Refused {
    while (step.isPresent() && step.get().complete()) {
      step = step.get().following();
    }
  }

  @Override
  public Verdict verdict(long length) {
    if (refused.isPresent()) {
      return refused.get().verdict();
    }
    if (position < mark) {
      return new Verdict.Other();
    }
    try {
      if (step.isPresent()) {
        throw Parsing.endsEarly();
      }
      return new Verdict.Sound(parser.judge(length));
    } catch (Refused verdict) {
      return verdict.verdict();
    }
  }
}
