// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.nio.channels.ReadableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.policy.ProjectQuotas;
import org.oriel.service.ImageStaging;
import org.oriel.service.UploadBroken;
import org.oriel.storage.Intake;
import org.oriel.storage.SourceBroken;
import org.oriel.storage.Storage;
import org.oriel.storage.Stored;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The staging area: a store of Oriel's own. */
@Component(
    configurationPid = {ServiceSettings.PID, ImportSettings.PID},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class StagingService implements ImageStaging {
  /** The property that names the server which has the staged data. */
  static final String HOST = "os_glance_stage_host";

  private static final Logger LOG = LoggerFactory.getLogger(StagingService.class);

  private final ImageCatalogue catalogue;
  private final ProjectQuotas projects;
  private final Storage storage;
  private final UploadRecovery recovery;
  private final Access access;
  private final ServiceSettings settings;
  private final ImportSettings imports;

  @Activate
  public StagingService(
      @Reference ImageCatalogue catalogue,
      @Reference Policy policy,
      @Reference ProjectQuotas projects,
      @Reference Storage storage,
      @Reference UploadRecovery recovery,
      Map<String, Object> settings) {
    this.catalogue = catalogue;
    this.projects = projects;
    this.storage = storage;
    this.recovery = recovery;
    this.access = new Access(catalogue, policy);
    this.settings = ServiceSettings.of(settings);
    this.imports = ImportSettings.of(settings);
  }

  @Override
  public Image stage(Caller caller, String id, OptionalLong size, ReadableByteChannel data) {
    if (!imports.stagingEnabled()) {
      throw new Refusal.NotFound("'glance-direct' method is not available at this site.");
    }
    Image image = access.changeable(caller, id, "modify_image");
    projects.requireStaging(caller.project(), size.orElse(0));
    Image staging = image.beginStaging();
    if (size.orElse(0) > settings.sizeCap()) {
      throw new Refusal.TooLarge(
          "Denying attempt to upload image larger than " + settings.sizeCap() + " bytes.");
    }
    UploadRecovery.Running running = recovery.begin(id);
    try {
      return receive(begin(image, staging), size, data);
    } finally {
      running.close();
    }
  }

  private Image begin(Image image, Image staging) {
    try {
      return catalogue.store(image, staging);
    } catch (Refusal.Conflict e) {
      throw new Refusal.Conflict(
          "Image status transition from uploading to uploading is not allowed");
    } catch (Refusal.Gone e) {
      throw Access.unknown(image.id());
    } catch (RuntimeException e) {
      // It may have been stored all the same.
      recovery.later(image.id());
      throw e;
    }
  }

  private Image receive(Image staging, OptionalLong size, ReadableByteChannel data) {
    Intake intake =
        new Intake(
            Storage.STAGING,
            staging.id(),
            size,
            settings.sizeCap(),
            settings.hashAlgorithm(),
            List.of());
    Stored stored;
    try {
      stored = storage.ingest(intake, data);
    } catch (SourceBroken e) {
      putBack(staging);
      throw new UploadBroken(Objects.requireNonNull(e.getCause()));
    } catch (RuntimeException | Error e) {
      if (putBack(staging)) {
        throw e;
      }
      throw DoorWatcher.gone(staging.id());
    }
    return record(staging, stored);
  }

  private Image record(Image staging, Stored stored) {
    Content content = staging.content();
    Content sized =
        new Content(
            OptionalLong.of(stored.size()),
            content.virtualSize(),
            content.checksum(),
            content.multihash(),
            content.locations());
    try {
      Image staged = catalogue.store(staging, staging.with(hosted(staging)).with(sized));
      catalogue.forgetUpload(staging.id());
      return staged;
    } catch (Refusal.Conflict | Refusal.Gone e) {
      discard(stored);
      throw DoorWatcher.gone(staging.id());
    } catch (RuntimeException e) {
      recovery.later(staging.id());
      throw e;
    }
  }

  private Attributes hosted(Image image) {
    Attributes attributes = image.attributes();
    if (imports.self().isEmpty()) {
      return attributes;
    }
    Map<String, String> properties = new HashMap<>(attributes.properties());
    properties.put(HOST, imports.self().get());
    return attributes.withProperties(properties);
  }

  private void discard(Stored stored) {
    try {
      storage.discard(stored.location());
    } catch (RuntimeException e) {
      LOG.warn("Staged data of an image that is gone stay: {}", e.toString());
    }
  }

  /** Queues the image again; {@code false} if it was deleted or moved meanwhile. */
  private boolean putBack(Image staging) {
    try {
      catalogue.store(staging, staging.requeue());
      return true;
    } catch (Refusal.Gone e) {
      catalogue.forgetUpload(staging.id());
      return false;
    } catch (Refusal.Conflict e) {
      return false;
    } catch (RuntimeException e) {
      LOG.warn("Image {} is cleared away later: {}", staging.id(), e.toString());
      recovery.later(staging.id());
      return true;
    }
  }

  @Override
  public Optional<String> elsewhere(Caller caller, String id) {
    Image image = access.visible(caller, id);
    Optional<String> host = elsewhere(image, imports.self());
    if (host.isPresent()) {
      access.changeable(caller, id, "delete_image");
    }
    return host;
  }

  /** The server that has the staged data of an image, if it is not this one. */
  static Optional<String> elsewhere(Image image, Optional<String> self) {
    return Optional.ofNullable(image.attributes().properties().get(HOST))
        .filter(host -> !host.isEmpty() && self.isPresent() && !host.equals(self.get()));
  }
}
