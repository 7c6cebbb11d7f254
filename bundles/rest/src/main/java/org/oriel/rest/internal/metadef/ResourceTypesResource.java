// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.metadef;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.oriel.metadefs.Metadefs;
import org.oriel.metadefs.ResourceTypes;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;

/** Types of resources that definitions may be for. */
@Path("/v2/metadefs/resource_types")
public final class ResourceTypesResource {
  private final ResourceTypes types;

  public ResourceTypesResource(Metadefs metadefs) {
    this.types = metadefs.resourceTypes();
  }

  @GET
  @NoBody
  @Contract(value = "List the types of resources", gives = "resource-types", refuses = 404)
  public Response list(@Context HttpServletRequest request) {
    List<Object> views = new ArrayList<>();
    types.all(Exchange.caller(request)).forEach(each -> views.add(Views.resourceType(each)));
    return Views.answer(200, Map.of("resource_types", views));
  }
}
