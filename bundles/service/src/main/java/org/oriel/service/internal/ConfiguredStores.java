// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.service.StoreDirectory;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The stores that {@link Storage} has, less those that are Oriel's own. */
@Component
public final class ConfiguredStores implements StoreDirectory {
  private static final String OWN_PREFIX = "os_glance_";

  private final Storage storage;

  @Activate
  public ConfiguredStores(@Reference Storage storage) {
    this.storage = storage;
  }

  @Override
  public boolean multistore() {
    return storage.multistore();
  }

  @Override
  public List<String> ids() {
    return storage.stores().stream()
        .map(StoreStatus::id)
        .filter(id -> !id.startsWith(OWN_PREFIX))
        .toList();
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
