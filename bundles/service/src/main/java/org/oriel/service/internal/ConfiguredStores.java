// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.service.StoreDirectory;
import org.oriel.service.StoreFacts;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The stores that {@link Storage} has, less those that are Oriel's own. */
@Component
public final class ConfiguredStores implements StoreDirectory {
  private final Storage storage;
  private final OfferedStores offered;
  private final Policy policy;

  @Activate
  public ConfiguredStores(@Reference Storage storage, @Reference Policy policy) {
    this.storage = storage;
    this.offered = new OfferedStores(storage);
    this.policy = policy;
  }

  @Override
  public boolean multistore() {
    return storage.multistore();
  }

  @Override
  public List<String> ids() {
    return offered.all().stream().map(StoreStatus::id).toList();
  }

  @Override
  public List<StoreFacts> stores() {
    requireSeveral();
    return offered.all().stream().map(store -> facts(store, "", 0, Map.of())).toList();
  }

  @Override
  public List<StoreFacts> details(Caller caller) {
    requireSeveral();
    policy.require("stores_info_detail", caller, Map.of());
    return offered.all().stream()
        .map(store -> facts(store, store.type(), store.weight(), store.properties()))
        .toList();
  }

  private void requireSeveral() {
    if (!storage.multistore()) {
      throw new Refusal.NotFound("Multi backend is not supported at this site.");
    }
  }

  private static StoreFacts facts(
      StoreStatus store, String type, int weight, Map<String, Object> properties) {
    return new StoreFacts(
        store.id(),
        store.description(),
        store.isDefault(),
        store.readOnly(),
        type,
        weight,
        properties);
  }

  @Override
  public List<ImageLocation> locations(Image image) {
    List<ImageLocation> locations = image.content().locations();
    return locations.size() < 2 ? locations : storage.inOrder(locations);
  }

  @Override
  public Optional<String> holding(Image image) {
    if (!storage.multistore() || image.content().locations().isEmpty()) {
      return Optional.empty();
    }
    List<String> ids =
        locations(image).stream()
            .flatMap(location -> location.store().stream())
            .distinct()
            .toList();
    return ids.isEmpty() ? Optional.empty() : Optional.of(String.join(",", ids));
  }
}
