// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.oriel.rest.internal.wire.Exchange;

/**
 * How clients reach the server, as the proxy before it says: {@code Forwarded}, else {@code
 * X-Forwarded-Proto} and {@code X-Forwarded-Host}; and {@code X-Forwarded-Prefix}. What cannot be a
 * part of a URL does not count.
 */
final class ProxyHeaders {
  private static final Pattern SCHEME = Pattern.compile("https?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]{1,255}){1,16}/?");

  private ProxyHeaders() {}

  /** Remembers the base of links in the request. */
  static void read(HttpServletRequest request) {
    Map<String, String> first =
        Exchange.header(request, "Forwarded")
            .map(ProxyHeaders::forwarded)
            .filter(pairs -> !pairs.isEmpty())
            .orElseGet(() -> older(request));
    String direct = Exchange.base(request);
    int end = direct.indexOf("://");
    String scheme = told(first, "proto", SCHEME).orElse(direct.substring(0, end));
    String host = told(first, "host", HOST).orElse(direct.substring(end + 3));
    String prefix =
        Exchange.header(request, "X-Forwarded-Prefix")
            .filter(PREFIX.asMatchPredicate())
            .map(text -> text.replaceFirst("/$", ""))
            .orElse("");
    Exchange.base(request, scheme + "://" + host + prefix);
  }

  private static Optional<String> told(Map<String, String> pairs, String name, Pattern sensible) {
    return Optional.ofNullable(pairs.get(name)).filter(sensible.asMatchPredicate());
  }

  private static Map<String, String> older(HttpServletRequest request) {
    Map<String, String> pairs = new HashMap<>();
    Exchange.header(request, "X-Forwarded-Proto").ifPresent(text -> pairs.put("proto", text));
    Exchange.header(request, "X-Forwarded-Host").ifPresent(text -> pairs.put("host", text));
    return pairs;
  }

  /** What the first proxy says, the one that the client speaks to. */
  static Map<String, String> forwarded(String header) {
    int end = header.indexOf(',');
    Map<String, String> pairs = new HashMap<>();
    for (String pair : (end < 0 ? header : header.substring(0, end)).split(";", 16)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        pairs.put(
            pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return pairs;
  }
}
