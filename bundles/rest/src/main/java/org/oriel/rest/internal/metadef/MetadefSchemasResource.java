// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.metadef;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.oriel.metadefs.MetadefSchemas;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.NoBody;

/** The schemas of definitions. */
@Path("/v2/schemas/metadefs")
public final class MetadefSchemasResource {
  @GET
  @NoBody
  @Path("{schema}")
  @Contract(value = "Show the schema of a definition", gives = "schema")
  public Response show(@PathParam("schema") String name) {
    return Views.answer(
        200, MetadefSchemas.of(name).orElseThrow(() -> new HttpRefusal(Answer.of(404))));
  }
}
