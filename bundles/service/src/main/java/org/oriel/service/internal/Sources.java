// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.oriel.task.UriFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether data may be fetched from a URI, before anything is begun. */
final class Sources {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
  private final UriFilter filter;

  Sources(UriFilter filter) {
    this.filter = filter;
  }

  /**
   * Whether data may be fetched from there, as far as can be said now; who fetches them looks
   * again.
   */
  boolean permitted(String text) {
    Optional<URI> uri = filter.permitted(text);
    if (uri.isEmpty()) {
      return false;
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(uri.get().getHost())) {
        if (!filter.permits(uri.get(), address)) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      LOG.debug("A host that data are to be fetched from is not known.", e);
      return false;
    }
  }
}
