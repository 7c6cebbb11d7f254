// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.metadef;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where things are. */
final class Paths {
  static final String NAMESPACES = "/v2/metadefs/namespaces";
  private static final String SCHEMAS = "/v2/schemas/metadefs/";

  private Paths() {}

  /** A namespace, as bodies name it: not encoded. */
  static String namespace(String name) {
    return NAMESPACES + "/" + name;
  }

  static String object(String namespace, String name) {
    return namespace(namespace) + "/objects/" + name;
  }

  static String schema(String name) {
    return SCHEMAS + name;
  }

  /** A segment of a path as a header holds it. */
  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%7E", "~");
  }
}
