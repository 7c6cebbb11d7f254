// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.FoundData;
import org.oriel.storage.ImageData;
import org.oriel.store.Ability;
import org.oriel.store.Blob;
import org.oriel.store.Health;
import org.oriel.store.Location;
import org.oriel.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the store behind a location, to read from it or to delete. */
final class Finder {
  private static final Logger LOG = LoggerFactory.getLogger(Finder.class);

  private final StoreTable table;

  Finder(StoreTable table) {
    this.table = table;
  }

  /** As {@link org.oriel.storage.Storage#inOrder}. */
  List<ImageLocation> inOrder(List<ImageLocation> locations) {
    List<ImageLocation> ordered = new ArrayList<>(locations);
    ordered.sort(Comparator.comparingInt(this::weight).reversed());
    return List.copyOf(ordered);
  }

  private List<ImageLocation> inOrder(List<ImageLocation> locations, List<String> preferred) {
    List<ImageLocation> ordered = new ArrayList<>(inOrder(locations));
    ordered.sort(Comparator.comparingInt(location -> rank(location, preferred)));
    return ordered;
  }

  private int rank(ImageLocation location, List<String> preferred) {
    int index = slot(location).map(slot -> preferred.indexOf(slot.id())).orElse(-1);
    return index < 0 ? preferred.size() : index;
  }

  private int weight(ImageLocation location) {
    return named(location).map(slot -> slot.definition().weight()).orElse(0);
  }

  /** Opens without a preference. */
  ImageData open(List<ImageLocation> locations) {
    return open(locations, List.of());
  }

  /** As {@link org.oriel.storage.Storage#open}. */
  ImageData open(List<ImageLocation> locations, List<String> preferred) {
    Optional<Refusal> unavailable = Optional.empty();
    for (ImageLocation location : healthyFirst(inOrder(locations, preferred))) {
      try {
        Optional<StoreSlot> slot = slot(location);
        if (slot.isPresent()) {
          return open(slot.get(), location);
        }
        unavailable = unavailable.or(() -> possiblyAbsent(location));
      } catch (Refusal.NotFound | Refusal.Invalid e) {
        LOG.warn("Image data are missing: {}", e.getMessage());
      } catch (Refusal e) {
        unavailable = unavailable.or(() -> Optional.of(e));
      }
    }
    throw unavailable.orElseGet(() -> new Refusal.NotFound("No image data found"));
  }

  private static ImageData open(StoreSlot slot, ImageLocation location) {
    Lease lease = slot.lease();
    boolean done = false;
    try {
      ImageData data =
          Refusals.guard(
              lease.id(),
              () -> {
                Blob blob = lease.store().blob(plain(location));
                return new LeasedData(lease, blob, blob.size());
              });
      done = true;
      return data;
    } finally {
      if (!done) {
        lease.close();
      }
    }
  }

  /** As {@link org.oriel.storage.Storage#inspect}. */
  FoundData inspect(ImageLocation said, boolean noteStore) {
    Map<String, Object> metadata = new HashMap<>(said.metadata());
    metadata.remove(ImageLocation.STORE);
    ImageLocation bare = new ImageLocation(said.url(), metadata);
    Optional<StoreSlot> slot = slot(bare);
    if (slot.isEmpty()) {
      throw possiblyAbsent(bare)
          .orElseGet(() -> new Refusal.Invalid("No store answers for this location."));
    }
    try (Lease lease = slot.get().lease()) {
      long size = Refusals.guard(lease.id(), () -> lease.store().blob(plain(bare)).size());
      if (noteStore) {
        metadata.put(ImageLocation.STORE, lease.id());
      }
      return new FoundData(new ImageLocation(said.url(), metadata), size);
    }
  }

  /** As {@link org.oriel.storage.Storage#discard}. */
  void discard(ImageLocation location) {
    Optional<StoreSlot> slot = slot(location);
    if (slot.isEmpty()) {
      possiblyAbsent(location)
          .ifPresent(
              refusal -> {
                throw refusal;
              });
      LOG.warn("No configured store holds {}; its data stay where they are", location);
      return;
    }
    try (Lease lease = slot.get().lease()) {
      if (lease.able(Ability.DELETE)) {
        Refusals.guard(lease.id(), () -> lease.store().blob(plain(location)).delete());
      } else {
        LOG.info("Store {} cannot delete; its data stay", lease.id());
      }
    }
  }

  /** As {@link org.oriel.storage.Storage#find}. */
  Optional<ImageLocation> find(String store, String blobId) {
    Optional<StoreSlot> slot = table.slot(store);
    if (slot.isEmpty()) {
      return Optional.empty();
    }
    try (Lease lease = slot.get().lease()) {
      return Refusals.guard(store, () -> lease.store().find(blobId))
          .map(location -> named(location, store));
    }
  }

  private static ImageLocation named(Location location, String store) {
    Map<String, Object> metadata = new HashMap<>(location.metadata());
    metadata.put(ImageLocation.STORE, store);
    return new ImageLocation(location.uri(), metadata);
  }

  /** As {@link org.oriel.storage.Storage#discardRemains}. */
  boolean discardRemains(String blobId) {
    boolean complete = table.listed().values().stream().allMatch(Optional::isPresent);
    for (StoreSlot slot : table.slots()) {
      try (Lease lease = slot.lease()) {
        if (lease.able(Ability.WRITE) && lease.able(Ability.DELETE)) {
          Refusals.guard(lease.id(), () -> discardRemains(lease, blobId));
        }
      } catch (Refusal e) {
        LOG.warn("Store {} could not be searched: {}", slot.id(), e.getMessage());
        complete = false;
      }
    }
    return complete;
  }

  private static boolean discardRemains(Lease lease, String blobId) throws StoreException {
    Optional<Location> found = lease.store().find(blobId);
    return found.isPresent() && lease.store().blob(found.get()).delete();
  }

  // ---- which store

  /** The store that a location names, else the first that takes it for its own. */
  private Optional<StoreSlot> slot(ImageLocation location) {
    return named(location)
        .or(() -> table.slots().stream().filter(slot -> claims(slot, location)).findFirst());
  }

  private Optional<StoreSlot> named(ImageLocation location) {
    return location.store().flatMap(table::slot);
  }

  private static boolean claims(StoreSlot slot, ImageLocation location) {
    if (!slot.schemes().contains(plain(location).scheme())) {
      return false;
    }
    for (OpenStore opened : slot.open()) {
      if (opened.enter()) {
        try {
          opened.store().blob(plain(location));
          return true;
        } catch (StoreException e) {
          return false;
        } catch (RuntimeException | LinkageError e) {
          LOG.warn("Store {}: its plugin failed", slot.id(), e);
          return false;
        } finally {
          opened.leave();
        }
      }
    }
    return false;
  }

  /** The refusal if a store that is not there now may hold the location. */
  private Optional<Refusal> possiblyAbsent(ImageLocation location) {
    String scheme = plain(location).scheme();
    Optional<String> named = location.store().filter(table.settings().stores()::contains);
    return named
        .or(
            () ->
                table.slots().stream()
                    .filter(slot -> slot.open().isEmpty() && mayServe(slot, scheme))
                    .map(StoreSlot::id)
                    .findFirst())
        .map(Refusals::absent);
  }

  /** Before its plugin ever came, a store's schemes are guessed from the name of its type. */
  private static boolean mayServe(StoreSlot slot, String scheme) {
    return slot.schemes().contains(scheme)
        || (slot.schemes().isEmpty()
            && scheme.startsWith(slot.definition().type().toLowerCase(Locale.ROOT)));
  }

  private List<ImageLocation> healthyFirst(List<ImageLocation> locations) {
    List<ImageLocation> ordered = new ArrayList<>(locations);
    ordered.sort(Comparator.comparing(this::isDown));
    return ordered;
  }

  private boolean isDown(ImageLocation location) {
    List<OpenStore> open = named(location).map(StoreSlot::open).orElse(List.of());
    return !open.isEmpty() && open.get(0).health().state() == Health.State.DOWN;
  }

  private static Location plain(ImageLocation location) {
    return new Location(location.url(), location.metadata());
  }
}
