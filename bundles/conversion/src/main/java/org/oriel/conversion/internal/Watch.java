// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One format plugin watching one stream. A plugin that fails does not break the stream: what it
 * failed on is refused in the end, for nobody knows what it is.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** A stream's end is not known when its head is looked at. */
  private static final ByteBuffer UNKNOWN_END = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final DiskFormat format;
  private final Limits limits;
  private Optional<StreamInspector> inspector = Optional.empty();
  private Match match = Match.NO;
  private boolean failed;

  Watch(DiskFormat format, Limits limits) {
    this.format = format;
    this.limits = limits;
  }

  String name() {
    return format.name();
  }

  Match match() {
    return match;
  }

  boolean failed() {
    return failed;
  }

  /**
   * Looks at the head of the stream.
   *
   * @return whether the stream can be of this format
   */
  boolean begin(ByteBuffer head) {
    try {
      match = format.probe(head.asReadOnlyBuffer(), UNKNOWN_END);
      if (match != Match.NO) {
        inspector = Optional.of(format.inspector(limits));
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      fail(e);
    }
    return inspector.isPresent();
  }

  /**
   * Looks at the next bytes.
   *
   * @return whether it wants more
   */
  boolean feed(ByteBuffer bytes) {
    try {
      return inspector.orElseThrow().feed(bytes.asReadOnlyBuffer());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      fail(e);
      return false;
    }
  }

  Verdict verdict(long length) {
    if (failed || inspector.isEmpty()) {
      return new Verdict.Other();
    }
    try {
      return inspector.get().verdict(length);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      fail(e);
      return new Verdict.Other();
    }
  }

  private void fail(Throwable e) {
    failed = true;
    LOG.error("The format plugin {} failed to inspect a stream, which is refused", name(), e);
  }
}
