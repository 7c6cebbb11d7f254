// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.image.ImageLocation;
import org.oriel.storage.FoundData;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.oriel.storage.Stored;
import org.oriel.store.StoreType;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Brings the container's plugins and configurations to the table, and serves from it. */
@Component(
    service = {Storage.class, StorageService.class},
    immediate = true,
    configurationPid = "org.oriel.storage",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class StorageService implements Storage {
  private static final Duration OPEN_WAIT = Duration.ofSeconds(10);

  private final StoreTable table;
  private final Ingest ingest;
  private final Finder finder;
  private final HealthWatch healthWatch;
  private final Map<ServiceReference<StoreType>, OfferedType> offered = new ConcurrentHashMap<>();

  @Activate
  public StorageService(Map<String, Object> settings) {
    table = new StoreTable(StorageSettings.from(settings), OPEN_WAIT);
    ingest = new Ingest(RingPool.forHeap());
    finder = new Finder(table);
    healthWatch = new HealthWatch(table);
  }

  @Modified
  void change(Map<String, Object> settings) {
    table.change(StorageSettings.from(settings));
  }

  @Deactivate
  void stop() {
    healthWatch.close();
    table.close();
    ingest.close();
  }

  /** A plugin came. */
  @Reference(
      service = StoreType.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindType(ServiceReference<StoreType> reference, StoreType type) {
    Bundle bundle = reference.getBundle();
    OfferedType added =
        OfferedType.of(
            type,
            bundle == null ? "?" : bundle.getSymbolicName(),
            bundle == null ? Version.emptyVersion : bundle.getVersion(),
            (Long) reference.getProperty(Constants.SERVICE_ID));
    offered.put(reference, added);
    table.offer(added);
  }

  /** A plugin goes; returns when nobody uses it any more, or the limit is over. */
  void unbindType(ServiceReference<StoreType> reference) {
    OfferedType gone = offered.remove(reference);
    if (gone != null) {
      table.withdraw(gone);
    }
  }

  StoreTable table() {
    return table;
  }

  @Override
  public Stored ingest(Intake intake, ReadableByteChannel data) {
    try (Lease lease = table.lease(intake.store())) {
      return ingest.run(intake, data, lease, multistore());
    }
  }

  @Override
  public ImageData open(List<ImageLocation> locations, List<String> preferred) {
    return finder.open(locations, preferred);
  }

  @Override
  public FoundData inspect(ImageLocation said) {
    return finder.inspect(said, multistore());
  }

  @Override
  public void discard(ImageLocation location) {
    finder.discard(location);
  }

  @Override
  public Optional<ImageLocation> find(String store, String blobId) {
    return finder.find(store, blobId);
  }

  @Override
  public boolean discardRemains(String blobId) {
    return finder.discardRemains(blobId);
  }

  @Override
  public List<ImageLocation> inOrder(List<ImageLocation> locations) {
    return finder.inOrder(locations);
  }

  @Override
  public List<StoreStatus> stores() {
    String standard = table.listed().isEmpty() ? "" : defaultStore();
    return table.listed().entrySet().stream()
        .map(entry -> Statuses.of(entry.getKey(), entry.getValue(), standard))
        .toList();
  }

  @Override
  public String defaultStore() {
    return table
        .settings()
        .defaultStore()
        .or(() -> table.listed().keySet().stream().findFirst())
        .orElseThrow(() -> Refusals.absent("(none configured)"));
  }

  @Override
  public boolean multistore() {
    return table.settings().multistore();
  }
}
