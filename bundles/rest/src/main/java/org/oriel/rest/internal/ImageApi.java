// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.oriel.identity.Identity;
import org.oriel.metadefs.Metadefs;
import org.oriel.rest.internal.cache.CacheResource;
import org.oriel.rest.internal.cache.CachedImagesResource;
import org.oriel.rest.internal.cache.QueuedImagesResource;
import org.oriel.rest.internal.data.Downloads;
import org.oriel.rest.internal.data.StagedUploads;
import org.oriel.rest.internal.data.Uploads;
import org.oriel.rest.internal.discovery.ImportInfoResource;
import org.oriel.rest.internal.discovery.StoresInfoResource;
import org.oriel.rest.internal.discovery.UsageResource;
import org.oriel.rest.internal.image.ActionsResource;
import org.oriel.rest.internal.image.ImagesResource;
import org.oriel.rest.internal.image.LocationsResource;
import org.oriel.rest.internal.image.SchemasResource;
import org.oriel.rest.internal.image.StoreCopiesResource;
import org.oriel.rest.internal.image.TagsResource;
import org.oriel.rest.internal.member.MembersResource;
import org.oriel.rest.internal.metadef.AssociationsResource;
import org.oriel.rest.internal.metadef.MetadefSchemasResource;
import org.oriel.rest.internal.metadef.MetadefTagsResource;
import org.oriel.rest.internal.metadef.NamespacesResource;
import org.oriel.rest.internal.metadef.ObjectsResource;
import org.oriel.rest.internal.metadef.PropertiesResource;
import org.oriel.rest.internal.metadef.ResourceTypesResource;
import org.oriel.rest.internal.openapi.OpenApiResource;
import org.oriel.rest.internal.task.ImageTasksResource;
import org.oriel.rest.internal.task.ImportResource;
import org.oriel.rest.internal.task.OtherServers;
import org.oriel.rest.internal.task.StagedElsewhere;
import org.oriel.rest.internal.task.TasksResource;
import org.oriel.rest.internal.wire.Patience;
import org.oriel.rest.internal.wire.RestSettings;
import org.oriel.service.ImageActions;
import org.oriel.service.ImageCaching;
import org.oriel.service.ImageFiles;
import org.oriel.service.ImageLocations;
import org.oriel.service.ImageStaging;
import org.oriel.service.Images;
import org.oriel.service.Imports;
import org.oriel.service.Members;
import org.oriel.service.ProjectUsage;
import org.oriel.service.StoreDirectory;
import org.oriel.service.Tasks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The image API: all rooms that it needs, and what the options of the moment make of them. */
@Component(service = ImageApi.class)
public final class ImageApi {
  private final RestOptions options;
  private final Identity identity;
  private final Metadefs metadefs;
  private final Images images;
  private final ImageFiles files;
  private final StoreDirectory stores;
  private final Members members;
  private final ImageActions actions;
  private final ProjectUsage usage;
  private final Tasks tasks;
  private final ImageStaging staging;
  private final Imports imports;
  private final OtherServers otherServers = new OtherServers();
  private final ImageLocations locations;
  private final ImageCaching caching;
  private final Downloads downloads;
  private final Patience patience = new Patience();
  private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();

  @Activate
  public ImageApi(
      @Reference Identity identity,
      @Reference Metadefs metadefs,
      @Reference Images images,
      @Reference ImageFiles files,
      @Reference StoreDirectory stores,
      @Reference Members members,
      @Reference ImageActions actions,
      @Reference ProjectUsage usage,
      @Reference Tasks tasks,
      @Reference ImageStaging staging,
      @Reference Imports imports,
      @Reference ImageLocations locations,
      @Reference ImageCaching caching,
      @Reference RestOptions options) {
    this.options = options;
    this.identity = identity;
    this.metadefs = metadefs;
    this.images = images;
    this.files = files;
    this.stores = stores;
    this.members = members;
    this.actions = actions;
    this.usage = usage;
    this.tasks = tasks;
    this.staging = staging;
    this.imports = imports;
    this.locations = locations;
    this.caching = caching;
    this.downloads = new Downloads(files);
  }

  /** Serves from now on, as the options say now and whenever they change. */
  void start(ServletConfig servletConfig) {
    options.follow(settings -> replace(open(settings, servletConfig)));
  }

  private Generation open(RestSettings settings, ServletConfig servletConfig) {
    List<Object> resources = new ArrayList<>(resources(settings));
    if (settings.cacheManaged()) {
      resources.add(new CachedImagesResource(caching.older()));
      resources.add(new QueuedImagesResource(caching.older()));
    }
    Routes.Builder routes = new Routes.Builder();
    resources.forEach(resource -> routes.resource(resource.getClass()));
    routes.data("/v2/images/{id}/file", "GET", true, downloads);
    routes.data("/v2/images/{id}/file", "PUT", false, new Uploads(files, settings.silence()));
    routes.data(
        "/v2/images/{id}/stage", "PUT", false, new StagedUploads(staging, settings.silence()));
    routes.resource(OpenApiResource.class);
    Routes table = routes.build();
    List<Object> all = new ArrayList<>(resources);
    all.add(
        new OpenApiResource(
            table.described(), new ApiSources(settings).all(), settings.publicEndpoint()));
    Metadata metadata = new Metadata(all, servletConfig);
    Door door =
        new Door(
            new Front(settings.pipeline()),
            new HealthCheck(settings.disabledBy()),
            new Versions(settings),
            identity,
            new RequestIds(settings.requestIdMost()),
            table,
            metadata,
            patience);
    return new Generation(door, metadata);
  }

  private List<Object> resources(RestSettings settings) {
    return List.of(
        new NamespacesResource(metadefs, settings),
        new ObjectsResource(metadefs),
        new PropertiesResource(metadefs),
        new MetadefTagsResource(metadefs),
        new AssociationsResource(metadefs),
        new ResourceTypesResource(metadefs),
        new MetadefSchemasResource(),
        new ImagesResource(images, stores, settings, new StagedElsewhere(staging, otherServers)),
        new ImageTasksResource(tasks),
        new ImportResource(imports, settings, otherServers),
        new TasksResource(tasks, settings),
        new TagsResource(images),
        new MembersResource(members),
        new ActionsResource(actions),
        new StoreCopiesResource(actions),
        new LocationsResource(locations),
        new StoresInfoResource(stores),
        new ImportInfoResource(settings),
        new UsageResource(usage),
        new CacheResource(caching),
        new SchemasResource(settings));
  }

  /** From now on all requests go to the next generation; those under way stay where they are. */
  private void replace(@Nullable Generation next) {
    Generation before = current.getAndSet(next);
    if (before != null) {
      before.retire();
    }
  }

  /** Serves a request; {@code false} if it has not started. */
  boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Generation serving = current.get();
    while (serving != null) {
      if (serving.serve(request, response)) {
        return true;
      }
      serving = current.get();
    }
    return false;
  }

  /** Serves no more; requests under way are ended. */
  void stop() {
    options.leave();
    replace(null);
  }

  @Deactivate
  void close() {
    stop();
    patience.close();
  }
}
