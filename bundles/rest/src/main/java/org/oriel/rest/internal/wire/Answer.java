// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.util.Map;

/**
 * What goes out instead of a result.
 *
 * @param explanation a sentence for the client, not escaped
 * @param headers to be sent with it
 * @param plain whether the body is plain text whatever the client accepts
 */
public record Answer(int status, String explanation, Map<String, String> headers, boolean plain) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** An answer without headers, in the form that the client accepts. */
  public static Answer of(int status, String explanation) {
    return new Answer(status, explanation, Map.of(), false);
  }

  /** An answer with a stock sentence. */
  public static Answer of(int status) {
    return of(status, Statuses.sentence(status));
  }

  /** This answer with one header more. */
  public Answer with(String header, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, explanation, more, plain);
  }
}
