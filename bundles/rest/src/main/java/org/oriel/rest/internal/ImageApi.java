// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.oriel.identity.Identity;
import org.oriel.rest.internal.data.Downloads;
import org.oriel.rest.internal.data.Uploads;
import org.oriel.rest.internal.image.ImagesResource;
import org.oriel.rest.internal.image.SchemasResource;
import org.oriel.rest.internal.image.TagsResource;
import org.oriel.rest.internal.wire.RestSettings;
import org.oriel.service.ImageFiles;
import org.oriel.service.Images;
import org.oriel.service.StoreDirectory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * The image API as one servlet for all paths: so there is no moment in which a resource is there
 * and the check of callers before it is not.
 */
@Component(
    service = Servlet.class,
    configurationPid = "org.oriel.rest",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = {
      "osgi.http.whiteboard.servlet.name=org.oriel.rest",
      "osgi.http.whiteboard.servlet.pattern=/*",
      "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
    })
public final class ImageApi implements Servlet {
  private final RestSettings settings;
  private final Identity identity;
  private final Images images;
  private final ImageFiles files;
  private final StoreDirectory stores;
  private volatile @Nullable Door door;
  private @Nullable Metadata metadata;
  private @Nullable ServletConfig config;

  @Activate
  public ImageApi(
      @Reference Identity identity,
      @Reference Images images,
      @Reference ImageFiles files,
      @Reference StoreDirectory stores,
      Map<String, Object> configuration) {
    this.settings = RestSettings.of(configuration);
    this.identity = identity;
    this.images = images;
    this.files = files;
    this.stores = stores;
  }

  @Override
  public void init(ServletConfig servletConfig) throws ServletException {
    config = servletConfig;
    List<Object> resources =
        List.of(
            new ImagesResource(images, stores, settings),
            new TagsResource(images),
            new SchemasResource(settings));
    Routes.Builder routes = new Routes.Builder();
    resources.forEach(resource -> routes.resource(resource.getClass()));
    routes.data("/v2/images/{id}/file", "GET", true, new Downloads(files, stores));
    routes.data("/v2/images/{id}/file", "PUT", false, new Uploads(files));
    Metadata started = new Metadata(resources, servletConfig);
    metadata = started;
    door =
        new Door(
            new HealthCheck(settings.disabledBy()),
            new Versions(settings),
            identity,
            new RequestIds(settings.requestIdMost()),
            routes.build(),
            started);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) throws IOException {
    Objects.requireNonNull(door, "not initialized")
        .serve((HttpServletRequest) request, (HttpServletResponse) response);
  }

  @Override
  public void destroy() {
    door = null;
    Metadata started = metadata;
    metadata = null;
    if (started != null) {
      started.close();
    }
  }

  @Override
  public @Nullable ServletConfig getServletConfig() {
    return config;
  }

  @Override
  public String getServletInfo() {
    return "Oriel image API";
  }
}
