// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keystone's unified limits for this image service: what is set for the project, else what is
 * registered for everybody. Answers are remembered for a moment, of a bounded number of projects.
 */
final class KeystoneLimits implements Limits, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeystoneLimits.class);
  private static final int MAX_PROJECTS = 1000;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final LimitSettings settings;
  private final InstantSource clock;
  private final KeystoneSession session;
  private final Map<String, Known> remembered = Collections.synchronizedMap(new Memory());
  private volatile @Nullable String filter;

  private record Known(Instant since, Map<Resource, Long> limits) {}

  /** Forgets the project that was asked for the longest time ago. */
  private static final class Memory extends LinkedHashMap<String, Known> {
    Memory() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MAX_PROJECTS;
    }
  }

  KeystoneLimits(LimitSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.session = new KeystoneSession(settings, clock);
  }

  @Override
  public Map<Resource, Long> of(String project, boolean fresh) {
    Known known = remembered.get(project);
    Instant now = clock.instant();
    if (!fresh && known != null && known.since().plus(settings.cacheTime()).isAfter(now)) {
      return known.limits();
    }
    try {
      Map<Resource, Long> limits = fetched(project);
      remembered.put(project, new Known(now, limits));
      return limits;
    } catch (IOException e) {
      LOG.error("Limits cannot be asked for: {}", e.toString());
      throw new Refusal.Unavailable("The limits of the project cannot be found out now.", RETRY);
    }
  }

  private Map<Resource, Long> fetched(String project) throws IOException {
    String wanted = filter();
    Map<Resource, Long> limits = new EnumMap<>(Resource.class);
    for (JsonNode each : session.get("/registered_limits" + wanted).path("registered_limits")) {
      take(limits, each, "default_limit");
    }
    String own = wanted + "&project_id=" + coded(project);
    for (JsonNode each : session.get("/limits" + own).path("limits")) {
      take(limits, each, "resource_limit");
    }
    return Map.copyOf(limits);
  }

  private static void take(Map<Resource, Long> limits, JsonNode row, String key) {
    String name = row.path("resource_name").asText();
    for (Resource each : Resource.values()) {
      if (each.word().equals(name) && row.path(key).isIntegralNumber()) {
        limits.put(each, row.path(key).longValue());
      }
    }
  }

  /** The part of the query that says which service is meant. */
  private String filter() throws IOException {
    String known = filter;
    if (known != null) {
      return known;
    }
    JsonNode endpoint = endpoint();
    String service = endpoint.path("service_id").asText();
    String region = endpoint.path("region_id").asText("");
    if (service.isEmpty()) {
      throw new IOException("Keystone knows no endpoint of this image service.");
    }
    String found =
        "?service_id=" + coded(service) + (region.isEmpty() ? "" : "&region_id=" + coded(region));
    filter = found;
    return found;
  }

  private JsonNode endpoint() throws IOException {
    Optional<String> id = settings.endpointId();
    if (id.isPresent()) {
      return session.get("/endpoints/" + coded(id.get())).path("endpoint");
    }
    LimitSettings.EndpointName name = settings.endpointName();
    String services =
        Stream.of(
                name.serviceType().map(type -> "type=" + coded(type)),
                name.serviceName().map(text -> "name=" + coded(text)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("&", "/services?", ""));
    JsonNode service = only(session.get(services).path("services"), "service");
    String endpoints =
        "/endpoints?service_id="
            + coded(service.path("id").asText())
            + "&interface="
            + coded(name.visibility())
            + name.region().map(region -> "&region_id=" + coded(region)).orElse("");
    return only(session.get(endpoints).path("endpoints"), "endpoint");
  }

  private static JsonNode only(JsonNode found, String what) throws IOException {
    if (found.size() != 1) {
      throw new IOException(
          "Keystone knows " + found.size() + " of the " + what + " that [oslo_limit] describes.");
    }
    return found.get(0);
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    session.close();
  }
}
