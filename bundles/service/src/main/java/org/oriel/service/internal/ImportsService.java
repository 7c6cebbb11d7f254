// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.policy.ProjectQuotas;
import org.oriel.service.ImportRequest;
import org.oriel.service.Imports;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.oriel.task.KeptTokens;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.WorkDesk;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Checks what is asked of an import, in the order that clients have always seen. */
@Component(
    configurationPid = {ServiceSettings.PID, ImportSettings.PID},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ImportsService implements Imports {
  private static final Set<String> FETCHING =
      Set.of(ImportRequest.WEB_DOWNLOAD, ImportRequest.GLANCE_DOWNLOAD);
  private static final String OWN_PREFIX = "os_glance_";

  private final ProjectQuotas projects;
  private final Storage storage;
  private final Access access;
  private final ImportSettings settings;
  private final Sources sources;
  private final Orders orders;
  private final AtomicReference<@Nullable KeptTokens> tokens = new AtomicReference<>();
  private final AtomicReference<@Nullable WorkDesk> desk = new AtomicReference<>();

  @Activate
  public ImportsService(
      @Reference ImageCatalogue catalogue,
      @Reference TaskCatalogue tasks,
      @Reference Policy policy,
      @Reference ProjectQuotas projects,
      @Reference Storage storage,
      Map<String, Object> settings) {
    this(catalogue, tasks, policy, projects, storage, settings, Clock.systemUTC());
  }

  ImportsService(
      ImageCatalogue catalogue,
      TaskCatalogue tasks,
      Policy policy,
      ProjectQuotas projects,
      Storage storage,
      Map<String, Object> settings,
      Clock clock) {
    this.projects = projects;
    this.storage = storage;
    this.access = new Access(catalogue, policy);
    this.settings = ImportSettings.of(settings);
    this.sources = new Sources(this.settings.filter());
    this.orders = new Orders(tasks, this.settings.taskLife(), clock);
  }

  /** Takes the keeper of the tokens of those who order. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setTokens(KeptTokens added) {
    tokens.set(added);
  }

  void unsetTokens(KeptTokens gone) {
    tokens.compareAndSet(gone, null);
  }

  /** Takes the desk that orders go to. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setDesk(WorkDesk added) {
    desk.set(added);
  }

  void unsetDesk(WorkDesk gone) {
    desk.compareAndSet(gone, null);
  }

  @Override
  public Optional<String> request(Caller caller, String id, ImportRequest request) {
    projects.requireStorage(caller.project(), 0);
    Image image = access.visible(caller, id);
    requireStatus(image, request.method());
    requireFormats(image);
    requireParameters(request);
    boolean copies = request.method().equals(ImportRequest.COPY_IMAGE);
    if (copies) {
      access.require("copy_image", caller, image);
    } else {
      access.changeable(caller, id, "modify_image");
    }
    Optional.ofNullable(image.attributes().properties().get(TaskCatalogue.LOCK))
        .ifPresent(holder -> orders.requireStale(image.id(), holder));
    List<String> stores = stores(image, request);
    if (copies && stores.isEmpty()) {
      return Optional.empty();
    }
    if (request.method().equals(ImportRequest.GLANCE_DIRECT)) {
      Optional<String> host = StagingService.elsewhere(image, settings.self());
      if (host.isPresent()) {
        return host;
      }
    }
    requireSource(request);
    order(caller, image, request, stores);
    return Optional.empty();
  }

  private static void requireStatus(Image image, String method) {
    ImageStatus status = image.status();
    if (method.equals(ImportRequest.COPY_IMAGE)) {
      if (status != ImageStatus.ACTIVE) {
        throw new Refusal.Conflict("Only images with status active can be targeted for copying");
      }
    } else if (status == ImageStatus.ACTIVE) {
      throw new Refusal.Conflict("Image with status active cannot be target for import");
    } else if (FETCHING.contains(method) && status != ImageStatus.QUEUED) {
      throw new Refusal.Conflict(
          "Image needs to be in 'queued' state to use '" + method + "' method");
    } else if (method.equals(ImportRequest.GLANCE_DIRECT) && !isStaged(image)) {
      throw new Refusal.Conflict(
          "Image needs to be staged before 'glance-direct' method can be used");
    }
  }

  /** While data are still on their way into the staging area, there is no size. */
  private static boolean isStaged(Image image) {
    return image.status() == ImageStatus.UPLOADING && image.content().size().isPresent();
  }

  private static void requireFormats(Image image) {
    if (image.attributes().containerFormat().isEmpty()) {
      throw new Refusal.Conflict("'container_format' needs to be set before import");
    }
    if (image.attributes().diskFormat().isEmpty()) {
      throw new Refusal.Conflict("'disk_format' needs to be set before import");
    }
  }

  private static void requireParameters(ImportRequest request) {
    if (request.method().equals(ImportRequest.GLANCE_DOWNLOAD)) {
      for (String name : List.of("glance_region", "glance_image_id")) {
        if (!request.parameters().containsKey(name)) {
          throw new Refusal.Invalid(
              "'" + name + "' needs to be set for glance-download import method");
        }
      }
      if (!Image.isId(request.parameters().getOrDefault("glance_image_id", ""))) {
        throw new Refusal.Invalid("Remote image id does not look like a UUID");
      }
    }
  }

  private List<String> stores(Image image, ImportRequest request) {
    if (!storage.multistore()) {
      if (!request.allMustSucceed()) {
        throw new Refusal.Invalid(
            "All_stores_must_succeed can only be set with enabled_backends "
                + request.parameters().getOrDefault("uri", "None"));
      }
      return absent(image, request, List.of(storage.defaultStore()));
    }
    return absent(image, request, named(request));
  }

  private List<String> named(ImportRequest request) {
    if (request.allStores()) {
      if (request.stores().isPresent() || request.storeHeader().isPresent()) {
        throw new Refusal.Invalid(
            "All_stores parameter can't be used with x-image-meta-store header or stores parameter");
      }
      return storage.stores().stream()
          .filter(store -> !store.readOnly() && !store.id().startsWith(OWN_PREFIX))
          .map(StoreStatus::id)
          .toList();
    }
    if (request.stores().isPresent() && request.storeHeader().isPresent()) {
      throw new Refusal.Invalid(
          "Stores parameter and x-image-meta-store header can't be both specified");
    }
    List<String> named =
        request
            .stores()
            .orElseGet(() -> List.of(request.storeHeader().orElseGet(storage::defaultStore)));
    Set<String> known =
        storage.stores().stream().map(StoreStatus::id).collect(Collectors.toUnmodifiableSet());
    for (String store : named) {
      if (!known.contains(store) || store.startsWith(OWN_PREFIX)) {
        throw new Refusal.Conflict("Store for identifier " + store + " not found");
      }
    }
    return named.stream().distinct().toList();
  }

  /** For copies: the stores that do not have the image yet. */
  private List<String> absent(Image image, ImportRequest request, List<String> wanted) {
    if (!request.method().equals(ImportRequest.COPY_IMAGE)) {
      return wanted;
    }
    Set<String> holding =
        image.content().locations().stream()
            .map(location -> location.store().orElseGet(storage::defaultStore))
            .collect(Collectors.toUnmodifiableSet());
    List<String> absent = new ArrayList<>(wanted);
    for (String store : wanted) {
      if (holding.contains(store)) {
        if (!request.allStores()) {
          throw new Refusal.Invalid("Image is already present at store '" + store + "'");
        }
        absent.remove(store);
      }
    }
    return absent;
  }

  private void requireSource(ImportRequest request) {
    if (request.method().equals(ImportRequest.WEB_DOWNLOAD)) {
      Optional<String> uri = Optional.ofNullable(request.parameters().get("uri"));
      if (uri.isEmpty() || !sources.permitted(uri.get())) {
        throw new Refusal.Invalid(
            "URI for web-download does not pass filtering: " + uri.orElse("None"));
      }
    }
  }

  private void order(Caller caller, Image image, ImportRequest request, List<String> stores) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("image_id", image.id());
    input.put("import_req", request.body());
    input.put("backend", stores);
    if (injects(caller, request)) {
      input.put(Task.INJECT, true);
    }
    Task task =
        Task.pending(
            UUID.randomUUID().toString(),
            Task.API_IMAGE_IMPORT,
            new Task.Asked(
                caller.project(),
                caller.user(),
                Optional.of(request.requestId()),
                Optional.of(image.id())),
            input,
            orders.now());
    lend(caller, task.id());
    boolean placed = false;
    try {
      orders.place(image.id(), task, Optional.ofNullable(desk.get()));
      placed = true;
    } finally {
      if (!placed) {
        Optional.ofNullable(tokens.get()).ifPresent(kept -> kept.drop(task.id()));
      }
    }
  }

  private void lend(Caller caller, String taskId) {
    KeptTokens kept = tokens.get();
    if (kept != null) {
      caller.token().ifPresent(token -> kept.keep(taskId, token));
    }
  }

  /** Only now is it known who asks: hence this is noted in the task. */
  private boolean injects(Caller caller, ImportRequest request) {
    return settings.plugins().contains(ImportSettings.INJECT)
        && !request.method().equals(ImportRequest.COPY_IMAGE)
        && caller.roles().stream().noneMatch(settings.spared()::contains);
  }
}
