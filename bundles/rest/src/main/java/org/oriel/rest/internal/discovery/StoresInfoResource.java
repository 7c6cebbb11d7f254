// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.discovery;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.service.StoreDirectory;
import org.oriel.service.StoreFacts;

/** Which stores there are. Truth values are texts here, and left out if false. */
@Path("/v2/info/stores")
public final class StoresInfoResource {
  private final StoreDirectory stores;

  public StoresInfoResource(StoreDirectory stores) {
    this.stores = stores;
  }

  @GET
  @NoBody
  @Contract(value = "List the stores", gives = "stores", refuses = 404)
  public Response list() {
    return shown(stores.stores(), false);
  }

  @GET
  @NoBody
  @Path("detail")
  @Contract(value = "Tell all about the stores", gives = "stores", refuses = 404)
  public Response detail(@Context HttpServletRequest request) {
    return shown(stores.details(Exchange.caller(request)), true);
  }

  private static Response shown(List<StoreFacts> found, boolean detailed) {
    Json body =
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("stores");
          for (StoreFacts store : found) {
            write(store, detailed, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        };
    return Response.ok(body).header("Content-Type", "application/json").build();
  }

  private static void write(StoreFacts store, boolean detailed, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", store.id());
    if (store.description().isPresent()) {
      out.writeStringField("description", store.description().get());
    }
    if (store.isDefault()) {
      out.writeStringField("default", "true");
    }
    if (store.readOnly()) {
      out.writeStringField("read-only", "true");
    }
    if (detailed) {
      out.writeStringField("type", store.type());
      out.writeNumberField("weight", store.weight());
      out.writeObjectFieldStart("properties");
      for (Map.Entry<String, Object> each : new TreeMap<>(store.properties()).entrySet()) {
        out.writePOJOField(each.getKey(), each.getValue());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
