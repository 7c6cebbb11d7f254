// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request passes on its way, as a paste file lists it.
 *
 * @param filters those that mean something here
 * @param strangers names of those that are not known
 * @param options what the file gives the filters
 */
record Pipeline(
    Set<Filter> filters, List<String> strangers, Map<Filter, Map<String, Assignment>> options) {
  /** A filter, known by the name of its factory. */
  enum Filter {
    KEYSTONE("auth_token"),
    FAKEAUTH("FakeAuthMiddleware"),
    OPEN("UnauthenticatedContextMiddleware"),
    CONTEXT("ContextMiddleware"),
    CORS("cors"),
    PROXY_HEADERS("HTTPProxyToWSGI"),
    BODY_LIMIT("RequestBodySizeLimiter"),
    CACHE("CacheFilter"),
    CACHE_MANAGE("CacheManageFilter"),
    HEALTHCHECK("Healthcheck"),
    VERSIONS("VersionNegotiationFilter"),
    GZIP("GzipMiddleware"),
    PROFILER("osprofiler"),
    REQUEST_ID("RequestId"),
    DEBUG("Debug");

    private final String factory;

    Filter(String factory) {
      this.factory = factory;
    }

    static Optional<Filter> of(String factory) {
      for (Filter each : values()) {
        if (factory.contains(each.factory)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }

  Pipeline {
    filters = Set.copyOf(filters);
    strangers = List.copyOf(strangers);
    options = Map.copyOf(options);
  }

  /** Reads the names of filters; their factories tell what they are. */
  static Pipeline of(List<String> names, PasteFile file) {
    EnumSet<Filter> filters = EnumSet.noneOf(Filter.class);
    List<String> strangers = new ArrayList<>();
    Map<Filter, Map<String, Assignment>> options = new EnumMap<>(Filter.class);
    for (String name : names) {
      Optional<Filter> filter = file.factory(name).flatMap(Filter::of);
      if (filter.isEmpty()) {
        strangers.add(name);
        continue;
      }
      filters.add(filter.get());
      options.put(filter.get(), file.options(name));
    }
    return new Pipeline(filters, strangers, options);
  }

  boolean has(Filter filter) {
    return filters.contains(filter);
  }

  /** What the file gives a filter for an option, by its name or an older one. */
  Optional<Assignment> option(Filter filter, OptionRow row) {
    Map<String, Assignment> given = options.getOrDefault(filter, Map.of());
    return Stream.concat(
            Stream.of(row.option()), row.deprecated().stream().map(OptionRow.Name::option))
        .flatMap(name -> Optional.ofNullable(given.get(name)).stream())
        .filter(at -> !at.value().isBlank())
        .findFirst();
  }

  /**
   * The provider of identity that this amounts to; empty if nobody can be known. A filter that is
   * not known may be what checks the callers, so the headers behind it are not believed.
   */
  Optional<String> provider() {
    if (has(Filter.KEYSTONE)) {
      return Optional.of("keystone");
    }
    if (!strangers.isEmpty()) {
      return Optional.empty();
    }
    if (has(Filter.FAKEAUTH)) {
      return Optional.of("fakeauth");
    }
    if (has(Filter.OPEN)) {
      return Optional.of("none");
    }
    return has(Filter.CONTEXT) ? Optional.of("headers") : Optional.empty();
  }
}
