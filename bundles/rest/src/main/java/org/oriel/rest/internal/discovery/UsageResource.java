// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.discovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.SingleMethod;
import org.oriel.service.ProjectUsage;

/** What the caller's project takes up. */
@Path("/v2/info/usage")
@SingleMethod
public final class UsageResource {
  private final ProjectUsage usage;

  public UsageResource(ProjectUsage usage) {
    this.usage = usage;
  }

  @GET
  @Contract(value = "Tell what the project of the caller takes up", gives = "usage")
  public Response show(@Context HttpServletRequest request) {
    Map<String, ProjectUsage.Use> uses = usage.of(Exchange.caller(request));
    Json body =
        out -> {
          out.writeStartObject();
          out.writeObjectFieldStart("usage");
          for (Map.Entry<String, ProjectUsage.Use> each : uses.entrySet()) {
            out.writeObjectFieldStart(each.getKey());
            out.writeNumberField("usage", each.getValue().usage());
            out.writeNumberField("limit", each.getValue().limit());
            out.writeEndObject();
          }
          out.writeEndObject();
          out.writeEndObject();
        };
    return Response.ok(body).header("Content-Type", "application/json").build();
  }
}
