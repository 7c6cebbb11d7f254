// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.oriel.conversion.Contents;
import org.oriel.conversion.Inspection;
import org.oriel.image.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks compressed data beside their reader, and shows what comes out to an inspection. The
 * reader waits when it is too far ahead: no buffer grows.
 */
public final class Unpacking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Unpacking.class);
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final int PIECE = 64 << 10;

  private final Compression kind;
  private final Inspection inside;
  private final UnpackLimits limits;
  private final Pipe pipe = new Pipe();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Optional<Contents> outcome = Optional.empty();

  Unpacking(Compression kind, Inspection inside, UnpackLimits limits) {
    this.kind = kind;
    this.inside = inside;
    this.limits = limits;
  }

  /** Unpacks all, once. */
  void run() {
    try {
      outcome = Optional.of(unpack());
    } catch (InterruptedIOException e) {
      LOG.debug("The unpacking of data was stopped");
    } catch (IOException e) {
      LOG.debug("Data cannot be unpacked as {}: {}", kind.word(), e.toString());
      outcome = Optional.of(corrupt());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.info("Data cannot be unpacked as {}: {}", kind.word(), e.toString());
      outcome = Optional.of(corrupt());
    } finally {
      done.countDown();
    }
  }

  private Contents corrupt() {
    return Contents.refused(
        kind.word(), "The data cannot be unpacked as " + kind.word() + " to their end.");
  }

  private Contents unpack() throws IOException {
    try (Counter packed = new Counter(pipe.reader());
        InputStream unpacked = kind.open(packed)) {
      byte[] piece = new byte[PIECE];
      long length = 0;
      for (int n = unpacked.read(piece); n >= 0; n = unpacked.read(piece)) {
        length += n;
        if (!limits.allow(packed.count(), length)) {
          return Contents.refused(
              kind.word(),
              "The data would unpack to more than " + limits.ratio() + " times their length.");
        }
        inside.feed(ByteBuffer.wrap(piece, 0, n));
      }
      if (packed.read() >= 0) {
        return Contents.refused(kind.word(), "There are data behind the compressed ones.");
      }
      return Contents.of(kind.word(), inside.finish(length));
    }
  }

  /** The next compressed bytes; waits until they are wanted. */
  public void feed(ByteBuffer bytes) {
    try {
      pipe.write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  /**
   * What was inside; waits until all is unpacked.
   *
   * @throws Refusal.Unavailable if that was stopped
   */
  public Contents finish() {
    pipe.end();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
    return outcome.orElseThrow(Unpacking::stopped);
  }

  private static Refusal stopped() {
    return new Refusal.Unavailable("The data could not be looked into to their end.", LATER);
  }

  @Override
  public void close() {
    pipe.breakOff();
  }
}
