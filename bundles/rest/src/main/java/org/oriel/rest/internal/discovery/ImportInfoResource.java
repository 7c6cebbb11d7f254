// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.discovery;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.RestSettings;

/** Which import methods there are. */
@Path("/v2/info/import")
public final class ImportInfoResource {
  private final List<String> methods;

  public ImportInfoResource(RestSettings settings) {
    this.methods = settings.importMethods();
  }

  @GET
  @NoBody
  @Contract(value = "List the methods of import", gives = "import-methods")
  public Response show() {
    Json body =
        out -> {
          out.writeStartObject();
          out.writeObjectFieldStart("import-methods");
          out.writeStringField("description", "Import methods available.");
          out.writeStringField("type", "array");
          out.writeArrayFieldStart("value");
          for (String method : methods) {
            out.writeString(method);
          }
          out.writeEndArray();
          out.writeEndObject();
          out.writeEndObject();
        };
    return Response.ok(body).header("Content-Type", "application/json").build();
  }
}
