// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.oriel.base.Problems;

/**
 * Brokers as oslo.messaging names them: {@code rabbit://user:password@host:port,…/vhost?…}. {@link
 * #toString} does not show passwords.
 *
 * @param brokers tried in turn; never empty
 * @param virtualHost {@code /} unless the URL says otherwise
 */
record TransportUrl(List<Broker> brokers, String virtualHost) {
  private static final List<String> SCHEMES = List.of("rabbit", "kombu", "amqp");
  private static final int PORT = 5672;

  /** One of the brokers of a cluster. */
  record Broker(String user, String password, String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  TransportUrl {
    brokers = List.copyOf(brokers);
  }

  /** Reads a URL; notes what is wrong with it, never its text. */
  static Optional<TransportUrl> parse(String url, Problems problems) {
    int scheme = url.indexOf("://");
    if (scheme < 0 || !SCHEMES.contains(url.substring(0, scheme).toLowerCase(Locale.ROOT))) {
      problems.add(
          "Option transport_url is not of the form rabbit://user:password@host:port/vhost.");
      return Optional.empty();
    }
    String rest = url.substring(scheme + 3).replaceFirst("\\?.*", "");
    int slash = rest.indexOf('/');
    String virtualHost = slash < 0 ? "" : decoded(rest.substring(slash + 1));
    List<Broker> brokers = new ArrayList<>();
    for (String part : (slash < 0 ? rest : rest.substring(0, slash)).split(",", -1)) {
      broker(part, problems).ifPresent(brokers::add);
    }
    return brokers.isEmpty()
        ? Optional.empty()
        : Optional.of(new TransportUrl(brokers, virtualHost.isEmpty() ? "/" : virtualHost));
  }

  private static Optional<Broker> broker(String part, Problems problems) {
    int at = part.lastIndexOf('@');
    String credentials = at < 0 ? "guest:guest" : part.substring(0, at);
    int colon = credentials.indexOf(':');
    String user = colon < 0 ? credentials : credentials.substring(0, colon);
    String password = colon < 0 ? "" : credentials.substring(colon + 1);
    String address = part.substring(at + 1);
    String host = address.replaceFirst(":[0-9]+$", "");
    String port = address.substring(host.length());
    try {
      return Optional.of(
          new Broker(
              decoded(user),
              decoded(password),
              host.isEmpty() ? "localhost" : host.replaceAll("^\\[|\\]$", ""),
              port.isEmpty() ? PORT : Integer.parseInt(port.substring(1))));
    } catch (IllegalArgumentException e) {
      problems.add("Option transport_url has a part that cannot be read.");
      return Optional.empty();
    }
  }

  /** Percent signs only: a plus means itself. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return brokers + virtualHost;
  }
}
