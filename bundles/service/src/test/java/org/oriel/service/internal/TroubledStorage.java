// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.FoundData;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.oriel.storage.Stored;

/** A storage on whose data something can depend, so that they cannot be removed. */
final class TroubledStorage implements Storage {
  final Set<String> inUse = ConcurrentHashMap.newKeySet();
  volatile Runnable beforeOpen = () -> {};
  private final Storage real;

  TroubledStorage(Storage real) {
    this.real = real;
  }

  @Override
  public Stored ingest(Intake intake, ReadableByteChannel data) {
    return real.ingest(intake, data);
  }

  @Override
  public ImageData open(List<ImageLocation> locations, List<String> preferred) {
    beforeOpen.run();
    return real.open(locations, preferred);
  }

  @Override
  public FoundData inspect(ImageLocation said) {
    return real.inspect(said);
  }

  @Override
  public void discard(ImageLocation location) {
    if (inUse.contains(location.url())) {
      throw new Refusal.Conflict("a volume depends on it");
    }
    real.discard(location);
  }

  @Override
  public Optional<ImageLocation> find(String store, String blobId) {
    return real.find(store, blobId);
  }

  @Override
  public boolean discardRemains(String blobId) {
    return real.discardRemains(blobId);
  }

  @Override
  public List<ImageLocation> inOrder(List<ImageLocation> locations) {
    return real.inOrder(locations);
  }

  @Override
  public List<StoreStatus> stores() {
    return real.stores();
  }

  @Override
  public String defaultStore() {
    return real.defaultStore();
  }

  @Override
  public boolean multistore() {
    return real.multistore();
  }
}
