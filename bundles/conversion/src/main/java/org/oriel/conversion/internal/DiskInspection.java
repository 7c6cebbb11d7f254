// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.conversion.Finding;
import org.oriel.conversion.Inspection;
import org.oriel.disk.DiskFormat;

/**
 * Gathers the head of a stream, lets every format probe it, and feeds those that may claim the
 * stream for as long as they want to see more. Then a byte costs nothing any more.
 */
final class DiskInspection implements Inspection {
  private final List<Watch> watches;
  private final Decision decision;
  private final List<Watch> hungry = new ArrayList<>();
  private Optional<ByteBuffer> head = Optional.empty();
  private boolean begun;

  DiskInspection(List<Watch> watches, Decision decision) {
    this.watches = watches;
    this.decision = decision;
  }

  @Override
  public void feed(ByteBuffer bytes) {
    if (begun) {
      feedHungry(bytes);
    } else if (head.isEmpty() && bytes.remaining() >= DiskFormat.HEAD) {
      begin(bytes);
    } else if (bytes.hasRemaining()) {
      gather(bytes);
    }
  }

  private void gather(ByteBuffer bytes) {
    ByteBuffer gathered = head.orElseGet(() -> ByteBuffer.allocate(DiskFormat.HEAD));
    head = Optional.of(gathered);
    int step = Math.min(gathered.remaining(), bytes.remaining());
    gathered.put(gathered.position(), bytes, bytes.position(), step);
    gathered.position(gathered.position() + step);
    if (!gathered.hasRemaining()) {
      begin(gathered.flip());
      head = Optional.empty();
      ByteBuffer rest = bytes.duplicate();
      rest.position(bytes.position() + step);
      feedHungry(rest);
    }
  }

  /** Probes the first {@link DiskFormat#HEAD} bytes, and feeds all of them. */
  private void begin(ByteBuffer bytes) {
    begun = true;
    ByteBuffer probed = bytes.duplicate();
    probed.limit(probed.position() + Math.min(DiskFormat.HEAD, probed.remaining()));
    for (Watch watch : watches) {
      if (watch.begin(probed)) {
        hungry.add(watch);
      }
    }
    feedHungry(bytes);
  }

  private void feedHungry(ByteBuffer bytes) {
    if (!hungry.isEmpty() && bytes.hasRemaining()) {
      hungry.removeIf(watch -> !watch.feed(bytes));
    }
  }

  @Override
  public Finding finish(long length) {
    if (!begun) {
      begin(head.map(ByteBuffer::flip).orElseGet(() -> ByteBuffer.allocate(0)));
      head = Optional.empty();
    }
    return decision.of(watches, length);
  }

  /** There is nothing to end. */
  @Override
  public void close() {}
}
