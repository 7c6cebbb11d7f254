// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.cache;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.oriel.image.CachedImage;
import org.oriel.rest.internal.wire.Json;

/** How the cache looks on the wire. */
final class CacheView {
  private static final double NANOS = 1e9;

  private CacheView() {}

  static Response answer(Json body) {
    return Response.ok(body).header("Content-Type", "application/json").build();
  }

  /** The answer that says how many images something was done to. */
  static Response deleted(int count) {
    return answer(
        out -> {
          out.writeStartObject();
          out.writeNumberField("num_deleted", count);
          out.writeEndObject();
        });
  }

  static void cached(List<CachedImage> images, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("cached_images");
    for (CachedImage image : images) {
      out.writeStartObject();
      out.writeStringField("image_id", image.imageId());
      out.writeNumberField("last_accessed", seconds(image.lastAccessed()));
      out.writeNumberField("last_modified", seconds(image.lastModified()));
      out.writeNumberField("size", image.size());
      out.writeNumberField("hits", image.hits());
      if (image.checksum().isPresent()) {
        out.writeStringField("checksum", image.checksum().get());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Seconds since 1970, with a fraction. */
  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / NANOS;
  }

  static void queued(List<String> ids, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("queued_images");
    for (String id : ids) {
      out.writeString(id);
    }
    out.writeEndArray();
  }
}
