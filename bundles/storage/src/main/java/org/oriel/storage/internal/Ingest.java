// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.oriel.base.Workers;
import org.oriel.image.ImageLocation;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.storage.Intake;
import org.oriel.storage.SourceBroken;
import org.oriel.storage.Stored;
import org.oriel.storage.Watcher;
import org.oriel.store.Ability;
import org.oriel.store.BlobWriter;
import org.oriel.store.Location;

/**
 * Takes data in, in one pass: the caller's thread reads and lets the watchers look on; beside it
 * two lanes compute digests and one writes.
 */
final class Ingest implements AutoCloseable {
  private static final long SHORT_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = 200_000;
  private static final int SMALL = 64 << 10;
  private static final int MOST_WRITERS = 1024;

  private final RingPool pool;
  private final ExecutorService digesting =
      Workers.pool("storage-digest", 2 * Runtime.getRuntime().availableProcessors(), 4096);
  private final ExecutorService writing = Workers.handOver("storage-write", MOST_WRITERS);

  Ingest(RingPool pool) {
    this.pool = pool;
  }

  @Override
  public void close() {
    digesting.shutdown();
    writing.shutdown();
  }

  /** As {@link org.oriel.storage.Storage#ingest}, on a lease that the caller holds. */
  Stored run(Intake intake, ReadableByteChannel data, Lease lease, boolean multistore) {
    if (intake.expectedSize().orElse(0) > intake.sizeCap()) {
      throw tooLarge();
    }
    if (!lease.able(Ability.WRITE)) {
      throw new Refusal.Gone("Error in store configuration. Adding images to store is disabled.");
    }
    MessageDigest multihash = Digests.of(intake.hashAlgorithm());
    MessageDigest checksum = Digests.md5();
    List<ByteBuffer> buffers =
        pool.take(SHORT_WAIT_NANOS).orElseThrow(() -> Refusals.busy(lease.id()));
    try (Ring ring = new Ring(buffers, () -> pool.give(buffers));
        BlobWriter writer =
            Refusals.guard(
                lease.id(), () -> lease.store().create(intake.blobId(), intake.expectedSize()))) {
      long size = new Pass(intake, data, ring, writer, lease.id()).run(checksum, multihash);
      Location location = Refusals.guard(lease.id(), writer::commit);
      return new Stored(
          location(location, lease.id(), multistore),
          size,
          hex(checksum),
          new Multihash(intake.hashAlgorithm(), hex(multihash)));
    }
  }

  private static ImageLocation location(Location location, String store, boolean multistore) {
    Map<String, Object> metadata = new HashMap<>(location.metadata());
    if (multistore) {
      metadata.put(ImageLocation.STORE, store);
    }
    return new ImageLocation(location.uri(), metadata);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Refusal tooLarge() {
    return new Refusal.TooLarge("The incoming image is too large.");
  }

  /** One stream of bytes. */
  private final class Pass {
    private final Intake intake;
    private final ReadableByteChannel data;
    private final Ring ring;
    private final BlobWriter writer;
    private final String store;
    private long size;
    private boolean ended;

    Pass(Intake intake, ReadableByteChannel data, Ring ring, BlobWriter writer, String store) {
      this.intake = intake;
      this.data = data;
      this.ring = ring;
      this.writer = writer;
      this.store = store;
    }

    /** Everything is read, digested and written after return, and the watchers agree. */
    long run(MessageDigest checksum, MessageDigest multihash) {
      try {
        ByteBuffer first = fill();
        boolean small = ended && first.remaining() <= SMALL;
        ring.lane(small ? Runnable::run : writing, this::write);
        ring.lane(small ? Runnable::run : digesting, checksum::update);
        ring.lane(small ? Runnable::run : digesting, multihash::update);
        publish(first);
        while (!ended) {
          publish(fill());
        }
        ring.finish();
        requireSound();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Refusals.busy(store);
      }
      requireExpected();
      for (Watcher watcher : intake.watchers()) {
        watcher.end(size);
      }
      return size;
    }

    private void write(ByteBuffer bytes) throws IOException {
      writer.write(bytes.asReadOnlyBuffer());
    }

    /** The next buffer, full unless the data have ended. */
    private ByteBuffer fill() throws InterruptedException {
      ByteBuffer buffer = ring.next();
      requireSound();
      try {
        while (buffer.hasRemaining() && !ended) {
          int length = data.read(buffer);
          ended = length < 0;
          if (length == 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
          }
        }
      } catch (IOException e) {
        throw new SourceBroken(e);
      }
      return buffer.flip();
    }

    private void publish(ByteBuffer bytes) {
      if (!bytes.hasRemaining()) {
        return;
      }
      size += bytes.remaining();
      if (size > intake.sizeCap()) {
        throw tooLarge();
      }
      if (size > intake.expectedSize().orElse(Long.MAX_VALUE)) {
        throw new Refusal.Invalid(
            "Size exceeds: expected " + intake.expectedSize().getAsLong() + " bytes");
      }
      for (Watcher watcher : intake.watchers()) {
        watcher.see(bytes.asReadOnlyBuffer());
      }
      ring.publish();
    }

    private void requireSound() {
      if (ring.failure().isPresent()) {
        throw Refusals.of(store, ring.failure().get());
      }
    }

    private void requireExpected() {
      if (size != intake.expectedSize().orElse(size)) {
        throw new Refusal.Invalid(
            String.format(
                "Size mismatch: expected %d bytes, got %d bytes",
                intake.expectedSize().getAsLong(), size));
      }
    }
  }
}
