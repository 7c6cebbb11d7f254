// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.PipelineSettings;

/** Tells browsers which web pages may use the API, as OpenStack's middleware does. */
final class Cors {
  /** Headers that need no leave. */
  private static final Set<String> SIMPLE =
      Set.of(
          "ACCEPT",
          "ACCEPT-LANGUAGE",
          "CONTENT-TYPE",
          "CACHE-CONTROL",
          "CONTENT-LANGUAGE",
          "EXPIRES",
          "LAST-MODIFIED",
          "PRAGMA");

  private static final int MOST_HEADERS = 64;

  private final Map<String, PipelineSettings.Origin> origins;

  Cors(Map<String, PipelineSettings.Origin> origins) {
    this.origins = Map.copyOf(origins);
  }

  /** What is known of where a request comes from, and its name for the answer. */
  private record Known(String name, PipelineSettings.Origin origin) {}

  private Optional<Known> known(HttpServletRequest request) {
    if (origins.isEmpty()) {
      return Optional.empty();
    }
    return Exchange.header(request, "Origin").flatMap(name -> named(name).or(() -> named("*")));
  }

  private Optional<Known> named(String name) {
    return Optional.ofNullable(origins.get(name)).map(origin -> new Known(name, origin));
  }

  /** Answers the question of a browser, whatever is asked for. */
  void preflight(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(200);
    response.setContentLength(0);
    Optional<Known> known = known(request);
    Optional<String> method = Exchange.header(request, "Access-Control-Request-Method");
    List<String> headers =
        Exchange.header(request, "Access-Control-Request-Headers").stream()
            .flatMap(list -> Arrays.stream(list.split(",", MOST_HEADERS)))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (known.isEmpty() || method.isEmpty()) {
      return;
    }
    PipelineSettings.Origin origin = known.get().origin();
    if (!origin.methods().contains(method.get()) || !headers.stream().allMatch(may(origin))) {
      return;
    }
    permit(known.get(), response);
    if (origin.maxAge() > 0) {
      response.setHeader("Access-Control-Max-Age", Integer.toString(origin.maxAge()));
    }
    response.setHeader("Access-Control-Allow-Methods", method.get());
    if (!headers.isEmpty()) {
      response.setHeader("Access-Control-Allow-Headers", String.join(",", headers));
    }
  }

  private static Predicate<String> may(PipelineSettings.Origin origin) {
    return name -> {
      String upper = name.toUpperCase(Locale.ROOT);
      return SIMPLE.contains(upper) || origin.headers().contains(upper);
    };
  }

  /** Adds to the answer of a request what a browser wants to read there. */
  void decorate(HttpServletRequest request, HttpServletResponse response) {
    known(request)
        .ifPresent(
            known -> {
              permit(known, response);
              if (!known.origin().expose().isEmpty()) {
                response.setHeader("Access-Control-Expose-Headers", known.origin().expose());
              }
            });
  }

  private static void permit(Known known, HttpServletResponse response) {
    response.setHeader("Vary", "Origin");
    response.setHeader("Access-Control-Allow-Origin", known.name());
    if (known.origin().credentials()) {
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
  }
}
