// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes {@link Json} straight into the response. */
@Produces("*/*")
public final class JsonBodyWriter implements MessageBodyWriter<Json> {
  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return Json.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Json entity,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    try (JsonGenerator out = JsonText.generator(body)) {
      entity.write(out);
    }
  }
}
