// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.util.Map;

/** Reasons of status codes, and what is said when there is nothing better to say. */
public final class Statuses {
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(300, "Multiple Choices"),
          Map.entry(302, "Found"),
          Map.entry(304, "Not Modified"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Request Entity Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(416, "Request Range Not Satisfiable"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private static final Map<Integer, String> SENTENCES =
      Map.of(
          404, "The resource could not be found.",
          405, "The method is not allowed for this resource.",
          416, "The requested range is not available.",
          500,
              "The server failed in a way that was not foreseen. The log of the server knows more.",
          501, "The server does not know this method.");

  private Statuses() {}

  static String reason(int status) {
    return REASONS.getOrDefault(status, "Error");
  }

  /** What a status means. */
  public static String sentence(int status) {
    return SENTENCES.getOrDefault(status, reason(status));
  }

  /** Such as {@code 404 Not Found}. */
  static String line(int status) {
    return status + " " + reason(status);
  }
}
