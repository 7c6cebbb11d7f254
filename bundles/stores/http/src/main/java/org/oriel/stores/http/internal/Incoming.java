// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they come: no more is asked for before what came is read. Closing ends
 * a read that waits.
 */
final class Incoming implements HttpResponse.BodySubscriber<Incoming>, AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Event END = new Event(List.of(), null, true);

  /** Buffers that came, or why no more come. */
  private record Event(List<ByteBuffer> buffers, @Nullable Throwable failure, boolean end) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
  private volatile boolean closed;
  private List<ByteBuffer> current = List.of();
  private int next;
  private boolean ended;

  @Override
  public CompletionStage<Incoming> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (!source.compareAndSet(null, subscription) || closed) {
      subscription.cancel();
      return;
    }
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event(List.copyOf(buffers), null, false));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(List.of(), failure, false));
  }

  @Override
  public void onComplete() {
    events.add(END);
  }

  /**
   * Reads what is there, or waits for it.
   *
   * @return bytes read, or -1 at the end
   */
  int read(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    while (!ended) {
      while (next < current.size()) {
        ByteBuffer from = current.get(next);
        if (from.hasRemaining()) {
          return moved(from, into);
        }
        next++;
      }
      await();
    }
    return -1;
  }

  private static int moved(ByteBuffer from, ByteBuffer into) {
    int count = Math.min(from.remaining(), into.remaining());
    into.put(into.position(), from, from.position(), count);
    into.position(into.position() + count);
    from.position(from.position() + count);
    return count;
  }

  private void await() throws IOException {
    Flow.Subscription more = source.get();
    if (!current.isEmpty() && more != null) {
      current = List.of();
      more.request(1);
    }
    Event event;
    try {
      event = events.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for bytes.", e);
    }
    if (closed) {
      throw new IOException("closed");
    }
    if (event == null) {
      throw new IOException("The server has been silent for " + SILENCE.toSeconds() + " s.");
    }
    if (event.failure() != null) {
      throw new IOException("The connection broke.", event.failure());
    }
    ended = event.end();
    current = event.buffers();
    next = 0;
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription running = source.get();
    if (running != null) {
      running.cancel();
    }
    events.add(END);
  }
}
