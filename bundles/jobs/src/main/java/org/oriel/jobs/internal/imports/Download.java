// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.task.UriFilter;

/**
 * Data on their way from a web server. Every redirect passes the filter again, and each connection
 * goes to the very address that was looked at: a name that means something else a moment later
 * gains nothing.
 */
final class Download implements AutoCloseable {
  private static final int MOST_REDIRECTS = 10;

  private final HttpExchange exchange;

  private Download(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Begins to fetch.
   *
   * @throws FetchFailed if the server cannot be reached, may not be, or has no such data
   */
  static Download open(URI from, UriFilter filter) throws IOException {
    URI uri = from;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpExchange exchange = HttpExchange.open(uri, address(uri, filter));
      boolean kept = false;
      try {
        if (exchange.status() == 200) {
          kept = true;
          return new Download(exchange);
        }
        Optional<String> next = exchange.redirection();
        if (next.isEmpty()) {
          throw new FetchFailed("The server of the data answered " + exchange.status() + ".");
        }
        uri = next(uri, next.get(), filter);
      } finally {
        if (!kept) {
          exchange.close();
        }
      }
    }
    throw new FetchFailed("The server of the data redirects without end.");
  }

  private static URI next(URI uri, String location, UriFilter filter) throws FetchFailed {
    try {
      return filter
          .permitted(uri.resolve(location).toString())
          .orElseThrow(
              () ->
                  new FetchFailed(
                      "The data are redirected to a place that does not pass filtering."));
    } catch (IllegalArgumentException e) {
      throw new FetchFailed("The data are redirected to no place at all.", e);
    }
  }

  private static InetAddress address(URI uri, UriFilter filter) throws FetchFailed {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(uri.getHost());
      for (InetAddress address : addresses) {
        if (!filter.permits(uri, address)) {
          throw new FetchFailed("The host of the data does not pass filtering.");
        }
      }
      return addresses[0];
    } catch (UnknownHostException e) {
      throw new FetchFailed("The host of the data is not known.", e);
    }
  }

  /** Bytes that the server announces, if it does. */
  OptionalLong length() {
    return exchange.length();
  }

  /** The bytes; at the end they are whole, or reading them failed. */
  ReadableByteChannel data() {
    return Channels.newChannel(exchange.body());
  }

  @Override
  public void close() {
    exchange.close();
  }
}
