// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Finds endpoints in the catalog that Keystone's answers carry. */
final class Catalog {
  private Catalog() {}

  /** The first endpoint of a service, if its URL is one of a web server. */
  static Optional<URI> endpoint(JsonNode catalog, String type, String region, String reach) {
    for (JsonNode service : catalog) {
      if (service.path("type").asText().equals(type)) {
        for (JsonNode endpoint : service.path("endpoints")) {
          String there = endpoint.path("region_id").asText(endpoint.path("region").asText());
          if (there.equals(region) && endpoint.path("interface").asText().equals(reach)) {
            return url(endpoint.path("url").asText());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean ofWeb = scheme.equals("http") || scheme.equals("https");
      return ofWeb && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
