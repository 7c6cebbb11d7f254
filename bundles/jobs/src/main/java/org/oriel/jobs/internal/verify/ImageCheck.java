// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;

/** Looks at all copies of one image that are asked for. */
final class ImageCheck {
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Wanted wanted;
  private final CopyCheck copies;

  ImageCheck(ImageCatalogue catalogue, Storage storage, Wanted wanted, int lanes) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.wanted = wanted;
    long speed = wanted.bytesPerSecond();
    this.copies = new CopyCheck(storage, speed == 0 ? 0 : Math.max(1, speed / lanes));
  }

  List<Row> check(String id, StopSign stop) throws Exception {
    Optional<Image> found = active(id);
    if (found.isEmpty()) {
      Row gone = new Row(id, "", "", OptionalLong.empty(), 0, Verdict.SKIPPED, "Not active.");
      return List.of(gone);
    }
    Image image = found.get();
    if (image.content().locations().isEmpty()) {
      return List.of(CopyCheck.row(image, "", 0, Verdict.MISSING, "The image has no location."));
    }
    List<Row> rows = new ArrayList<>();
    for (ImageLocation location : image.content().locations()) {
      String store = store(location);
      if (wanted.store().isEmpty() || wanted.store().get().equals(store)) {
        stop.check();
        rows.add(check(image, location, store, stop));
      }
    }
    return rows;
  }

  private Row check(Image image, ImageLocation location, String store, StopSign stop)
      throws Exception {
    Row row = copies.check(image, location, store, stop);
    for (int attempt = 1; attempt < TRIES && busy(row, store); attempt++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      stop.check();
      row = copies.check(image, location, store, stop);
    }
    boolean bad = row.verdict() != Verdict.GOOD && row.verdict() != Verdict.UNVERIFIED;
    return bad && !stillThere(image, location)
        ? CopyCheck.row(image, store, row.bytesRead(), Verdict.SKIPPED, "Removed meanwhile.")
        : row;
  }

  /** A store that works but does not answer has too many users just now. */
  private boolean busy(Row row, String store) {
    return row.verdict() == Verdict.UNREACHABLE
        && storage.stores().stream()
            .filter(status -> status.id().equals(store))
            .map(StoreStatus::state)
            .anyMatch(
                state -> state == StoreStatus.State.READY || state == StoreStatus.State.READ_ONLY);
  }

  private boolean stillThere(Image image, ImageLocation location) {
    return active(image.id())
        .filter(now -> now.content().locations().contains(location))
        .isPresent();
  }

  private Optional<Image> active(String id) {
    return catalogue.find(id, Caller.SYSTEM).filter(image -> image.status() == ImageStatus.ACTIVE);
  }

  /** Locations written before stores had names lie in the default one. */
  private String store(ImageLocation location) {
    return location.store().orElseGet(storage::defaultStore);
  }
}
