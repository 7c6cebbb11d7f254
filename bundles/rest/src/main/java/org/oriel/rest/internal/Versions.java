// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.rest.internal.wire.JsonText;
import org.oriel.rest.internal.wire.RestSettings;

/** Which versions of the API there are, and which one a request means. */
final class Versions {
  private static final String VENDOR = "application/vnd.openstack.images-";
  private static final List<String> OLD =
      List.of("2.7", "2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "2.0");

  private static final String OWN = "oriel";
  private final List<String> minors;
  private final String current;
  private final Set<String> prefixes = new HashSet<>();
  private final Optional<String> endpoint;

  Versions(RestSettings settings) {
    this.minors = minors(settings.multistore(), settings.cacheDirectory());
    this.current = settings.cacheDirectory() ? "2.18" : "2.17";
    this.endpoint = settings.publicEndpoint();
    prefixes.add("v2");
    minors.forEach(minor -> prefixes.add("v" + minor));
  }

  private static List<String> minors(boolean multistore, boolean cache) {
    List<String> several =
        multistore ? List.of("2.13", "2.12", "2.11", "2.10", "2.9", "2.8") : List.of("2.9");
    List<String> all = new java.util.ArrayList<>();
    if (cache) {
      all.addAll(List.of("2.18", "2.17", "2.16", "2.15", "2.14"));
      all.addAll(several);
    } else {
      all.add("2.15");
      all.addAll(several);
      all.add("2.17");
    }
    all.addAll(OLD);
    return List.copyOf(all);
  }

  /**
   * The path within the one implementation there is, beginning with {@code /v2}, or with {@code
   * /oriel} for what Glance does not have; empty if the request means a version that does not
   * exist.
   *
   * @param path raw path of the request
   */
  Optional<String> path(String path, Optional<String> accept) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    String first = path.substring(start, end);
    if (first.equals(OWN)) {
      return Optional.of("/" + path.substring(start));
    }
    if (accept.isPresent() && accept.get().startsWith(VENDOR)) {
      if (!prefixes.contains(vendorVersion(accept.get()))) {
        return Optional.empty();
      }
      return Optional.of(prefixes.contains(first) ? "/v2" + path.substring(end) : "/v2" + path);
    }
    return prefixes.contains(first) ? Optional.of("/v2" + path.substring(end)) : Optional.empty();
  }

  private static String vendorVersion(String accept) {
    String version = accept.substring(VENDOR.length());
    int end = 0;
    while (end < version.length() && ",;+ ".indexOf(version.charAt(end)) < 0) {
      end++;
    }
    return version.substring(0, end);
  }

  /**
   * The list of versions.
   *
   * @param base scheme and host of the request
   */
  byte[] document(String base) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    String href = endpoint.orElse(base) + "/v2/";
    try (JsonGenerator out = JsonText.generator(bytes)) {
      out.writeStartObject();
      out.writeArrayFieldStart("versions");
      for (String minor : minors) {
        out.writeStartObject();
        out.writeStringField("id", "v" + minor);
        out.writeStringField("status", minor.equals(current) ? "CURRENT" : "SUPPORTED");
        out.writeArrayFieldStart("links");
        out.writeStartObject();
        out.writeStringField("rel", "self");
        out.writeStringField("href", href);
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
