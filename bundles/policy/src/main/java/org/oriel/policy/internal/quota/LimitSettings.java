// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * The section {@code [oslo_limit]}.
 *
 * @param authUrl root of Keystone's API v3, without a slash at its end
 * @param endpointId of this image service in Keystone's catalog
 * @param endpointName how the endpoint is found where its id is not given
 * @param cacheTime how long what Keystone says is believed
 */
record LimitSettings(
    URI authUrl,
    Login login,
    Optional<String> endpointId,
    EndpointName endpointName,
    Duration timeout,
    Duration cacheTime,
    boolean insecure,
    Optional<Path> authorities,
    Optional<Path> certificate,
    Optional<Path> key) {
  /** Begins the names of all options of the section. */
  static final String PREFIX = "limit_";

  private static final URI NOWHERE = URI.create("http://localhost/v3");

  /** What an endpoint is like. */
  record EndpointName(
      Optional<String> serviceType,
      Optional<String> serviceName,
      Optional<String> region,
      String visibility) {}

  /** Reads the options; whatever is wrong is a problem. */
  static LimitSettings of(Options options, Problems problems) {
    String visibility =
        option(options, "endpoint_interface").orElse("public").toLowerCase(Locale.ROOT);
    EndpointName name =
        new EndpointName(
            option(options, "endpoint_service_type"),
            option(options, "endpoint_service_name"),
            option(options, "endpoint_region_name"),
            visibility.endsWith("url")
                ? visibility.substring(0, visibility.length() - 3)
                : visibility);
    Optional<String> endpointId = option(options, "endpoint_id");
    if (endpointId.isEmpty() && name.serviceType().isEmpty() && name.serviceName().isEmpty()) {
      problems.add(
          "Of [oslo_limit], endpoint_id, endpoint_service_type or endpoint_service_name must be"
              + " set.");
    }
    return new LimitSettings(
        authUrl(options, problems),
        Login.of(options, problems),
        endpointId,
        name,
        Duration.ofSeconds(options.number(PREFIX + "timeout", 10, 1, 600)),
        Duration.ofMillis(options.number("limits_cache_milliseconds", 1000, 0, 3_600_000)),
        options.flag(PREFIX + "insecure", false),
        option(options, "cafile").map(Path::of),
        option(options, "certfile").map(Path::of),
        option(options, "keyfile").map(Path::of));
  }

  private static URI authUrl(Options options, Problems problems) {
    Optional<String> text =
        option(options, "endpoint_override").or(() -> option(options, "auth_url"));
    if (text.isEmpty()) {
      problems.add("Option auth_url of [oslo_limit] is not set.");
      return NOWHERE;
    }
    String bare = text.get().replaceFirst("/+$", "");
    try {
      URI root = URI.create(bare.endsWith("/v3") ? bare : bare + "/v3");
      if ("http".equals(root.getScheme()) || "https".equals(root.getScheme())) {
        return root;
      }
    } catch (IllegalArgumentException e) {
      problems.add("Option auth_url of [oslo_limit] is not a URL.");
      return NOWHERE;
    }
    problems.add("Option auth_url of [oslo_limit] is not a URL of http or https.");
    return NOWHERE;
  }

  static Optional<String> option(Options options, String name) {
    return options.text(PREFIX + name);
  }
}
