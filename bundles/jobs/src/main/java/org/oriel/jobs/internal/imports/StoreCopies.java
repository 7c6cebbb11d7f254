// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.oriel.base.Workers;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step {@code store}: the data are in every wanted store, and the image is active. */
final class StoreCopies implements ImportStep.Work {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCopies.class);

  private final StoreCopy copy;
  private final ImportRooms rooms;
  private final ImportSettings settings;

  StoreCopies(ImportRooms rooms, ImportSettings settings) {
    this.rooms = rooms;
    this.settings = settings;
    this.copy = new StoreCopy(rooms, settings);
  }

  @Override
  public void run(Import wanted, ImportStep.StopSign stop) throws Exception {
    List<String> stores = missing(wanted);
    List<Exception> troubles =
        settings.parallelStores() > 1 && stores.size() > 1
            ? together(wanted, stores, stop)
            : inTurn(wanted, stores, stop);
    if (!troubles.isEmpty() && (stop.given() || !isEnough(wanted))) {
      throw troubles.get(0);
    }
    wanted.change(
        image -> image.status() == ImageStatus.IMPORTING ? image.activate(image.content()) : image);
  }

  /** With one failing store, some data are enough if the caller said so. */
  private boolean isEnough(Import wanted) {
    return !wanted.order().allMustSucceed()
        && stores(wanted).stream().anyMatch(store -> copy.holds(wanted.image(), store));
  }

  private List<String> stores(Import wanted) {
    List<String> stores = wanted.order().stores();
    return stores.isEmpty() ? List.of(rooms.storage().defaultStore()) : stores;
  }

  /** The wanted stores that neither have the data nor have failed before. */
  private List<String> missing(Import wanted) {
    Image image = wanted.image();
    List<String> failed = Import.stores(image, Import.FAILED);
    return stores(wanted).stream()
        .filter(store -> !copy.holds(image, store) && !failed.contains(store))
        .toList();
  }

  private List<Exception> inTurn(Import wanted, List<String> stores, ImportStep.StopSign stop) {
    List<Exception> troubles = new ArrayList<>();
    for (String store : stores) {
      one(wanted, store, stop).ifPresent(troubles::add);
      if (!troubles.isEmpty() && (wanted.order().allMustSucceed() || stop.given())) {
        return troubles;
      }
    }
    return troubles;
  }

  private List<Exception> together(Import wanted, List<String> stores, ImportStep.StopSign stop)
      throws InterruptedException {
    ExecutorService lanes =
        Workers.pool(
            "jobs-import", Math.min(settings.parallelStores(), stores.size()), stores.size());
    try {
      List<Future<Optional<Exception>>> running = new ArrayList<>();
      for (String store : stores) {
        running.add(lanes.submit(() -> one(wanted, store, stop)));
      }
      List<Exception> troubles = new ArrayList<>();
      for (Future<Optional<Exception>> each : running) {
        each.get().ifPresent(troubles::add);
      }
      return troubles;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      lanes.shutdownNow();
    }
  }

  private Optional<Exception> one(Import wanted, String store, ImportStep.StopSign stop) {
    try {
      copy.make(wanted, store, stop);
      return Optional.empty();
    } catch (Exception e) {
      if (!stop.given() && !wanted.order().allMustSucceed()) {
        LOG.warn("Image {} could not be stored in {}: {}", wanted.imageId(), store, e.toString());
        noteFailure(wanted, store);
      }
      return Optional.of(e);
    }
  }

  private static void noteFailure(Import wanted, String store) {
    try {
      wanted.change(image -> Import.failed(image, store));
    } catch (Refusal e) {
      LOG.debug("Image {} cannot say so any more.", wanted.imageId(), e);
    }
  }
}
