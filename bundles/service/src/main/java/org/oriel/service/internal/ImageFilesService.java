// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.conversion.Inspector;
import org.oriel.event.Outbox;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.policy.ProjectQuotas;
import org.oriel.service.Download;
import org.oriel.service.ImageFiles;
import org.oriel.signature.Signatures;
import org.oriel.storage.ImageCache;
import org.oriel.storage.ImageData;
import org.oriel.storage.Storage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Image data on {@link Storage}. */
@Component(
    configurationPid = ServiceSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ImageFilesService implements ImageFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFilesService.class);

  private final Storage storage;
  private final OfferedStores stores;
  private final Access access;
  private final Upload upload;
  private final ProjectQuotas projects;
  private final Outbox outbox;
  private final CacheRoom room;

  @Activate
  public ImageFilesService(
      @Reference ImageCatalogue catalogue,
      @Reference Policy policy,
      @Reference ProjectQuotas projects,
      @Reference Storage storage,
      @Reference Inspector inspector,
      @Reference UploadRecovery recovery,
      @Reference Signatures signatures,
      @Reference Outbox outbox,
      @Reference CacheRoom room,
      Map<String, Object> settings) {
    this.storage = storage;
    this.stores = new OfferedStores(storage);
    this.outbox = outbox;
    this.room = room;
    this.access = new Access(catalogue, policy);
    this.projects = projects;
    this.upload =
        new Upload(
            catalogue,
            storage,
            inspector,
            signatures,
            recovery,
            projects,
            ServiceSettings.of(settings));
  }

  @Override
  public Image upload(
      Caller caller,
      String id,
      OptionalLong size,
      Optional<String> store,
      ReadableByteChannel data) {
    projects.requireStorage(caller.project(), 0);
    String target = store(store);
    Image image = access.changeable(caller, id, "upload_image");
    return upload.run(caller, image, target, size, data);
  }

  /** Where there is just one store, clients have no choice, and what they say does not count. */
  private String store(Optional<String> wanted) {
    if (wanted.isEmpty() || !storage.multistore()) {
      return storage.defaultStore();
    }
    if (!stores.offers(wanted.get())) {
      throw new Refusal.Invalid("Store for identifier " + wanted.get() + " not found");
    }
    return wanted.get();
  }

  private void requireKnown(List<String> preferred) {
    for (String store : preferred) {
      if (!storage.multistore() || !stores.offers(store)) {
        throw new Refusal.Invalid("Store '" + store + "' is not configured.");
      }
    }
  }

  @Override
  public Optional<Download> open(Caller caller, String id, List<String> preferred) {
    Optional<ImageCache> cache = room.cache();
    if (cache.isEmpty()) {
      requireKnown(preferred);
    }
    Image image = access.permitted(caller, id, "download_image");
    Optional<ImageData> hit = cache.flatMap(each -> each.open(image));
    if (hit.isPresent()) {
      // Then it does not matter which stores the caller prefers.
      return Optional.of(new StoredDownload(image, hit.get(), caller, outbox, Optional.empty()));
    }
    requireKnown(preferred);
    if (!preferred.isEmpty()) {
      access.require("download_from_store", caller, image);
    }
    if (image.status() == ImageStatus.DEACTIVATED && !caller.isAdmin()) {
      throw new Refusal.Forbidden(
          "The requested image has been deactivated. Image data download is forbidden.");
    }
    if (image.content().locations().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredDownload(
              image, storage.open(image.content().locations(), preferred), caller, outbox, cache));
    } catch (Refusal.NotFound e) {
      // Perhaps it was deleted while we looked: then there is no such image.
      access.visible(caller, id);
      LOG.error("Image {} has lost its data: {}", id, e.getMessage());
      return Optional.empty();
    }
  }
}
