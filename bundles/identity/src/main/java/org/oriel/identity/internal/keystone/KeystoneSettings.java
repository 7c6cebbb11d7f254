// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * The section {@code [keystone_authtoken]}.
 *
 * @param authUrl root of Keystone's API v3, without a slash at its end
 * @param publicUri what clients are told
 * @param retries more tries after the first one fails
 * @param cacheTime how long what Keystone says is believed; zero for not at all
 * @param serviceRoles who has one of them vouches for expired tokens
 * @param serviceRolesRequired whether only they count as services
 * @param serviceType what the rules of application credentials call us
 * @param endpointInterface interface of Keystone's own endpoint in its catalog
 */
public record KeystoneSettings(
    URI authUrl,
    String publicUri,
    Login login,
    Duration timeout,
    int retries,
    Duration cacheTime,
    Set<String> serviceRoles,
    boolean serviceRolesRequired,
    String serviceType,
    String endpointInterface,
    Optional<String> region,
    Trust trust) {
  /** Begins the names of all options of the section. */
  public static final String PREFIX = "keystone_";

  private static final URI NOWHERE = URI.create("http://localhost/v3");

  /**
   * Whom to believe that it is Keystone.
   *
   * @param authorities certificates in PEM; those of the platform if absent
   * @param insecure whether anybody is believed
   * @param certificate our own certificates in PEM, with the key of the first
   */
  record Trust(
      Optional<Path> authorities,
      boolean insecure,
      Optional<Path> certificate,
      Optional<Path> key) {}

  /** Reads the options; whatever is wrong is a problem. */
  public static KeystoneSettings of(Options options, Problems problems) {
    Optional<String> told = options.text(PREFIX + "www_authenticate_uri");
    Optional<String> auth = options.text(PREFIX + "auth_url").or(() -> told);
    if (auth.isEmpty()) {
      problems.add("Option auth_url of [keystone_authtoken] is not set.");
    }
    String publicUri = told.or(() -> auth).orElse("");
    if (!publicUri.matches("[\\x21-\\x7e&&[^\"\\\\]]*")) {
      problems.add("Option www_authenticate_uri of [keystone_authtoken] is not a URL.");
    }
    return new KeystoneSettings(
        auth.flatMap(text -> versioned(text, problems)).orElse(NOWHERE),
        publicUri,
        Login.of(options, problems),
        Duration.ofSeconds(options.integer(PREFIX + "http_connect_timeout", 10, 1, 600)),
        options.integer(PREFIX + "http_request_max_retries", 3, 0, 100),
        Duration.ofSeconds(
            Math.max(0, options.integer(PREFIX + "token_cache_time", 300, -1, 86_400))),
        roles(options.list(PREFIX + "service_token_roles", List.of("service"))),
        options.flag(PREFIX + "service_token_roles_required", false),
        options.text(PREFIX + "service_type", "image"),
        options
            .text(PREFIX + "interface", "internal")
            .toLowerCase(Locale.ROOT)
            .replaceFirst("url$", ""),
        options.text(PREFIX + "region_name"),
        new Trust(
            options.text(PREFIX + "cafile").map(Path::of),
            options.flag(PREFIX + "insecure", false),
            options.text(PREFIX + "certfile").map(Path::of),
            options.text(PREFIX + "keyfile").map(Path::of)));
  }

  private static Set<String> roles(List<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<URI> versioned(String text, Problems problems) {
    Optional<URI> uri = root(text);
    if (uri.isEmpty()) {
      problems.add("Option auth_url of [keystone_authtoken] is not an http or https URL.");
    }
    return uri;
  }

  /** The root of the API v3 below a URL that may or may not name a version. */
  static Optional<URI> root(String text) {
    String bare = text.replaceFirst("/+$", "").replaceFirst("/v2\\.0$", "");
    try {
      URI uri = new URI(bare.endsWith("/v3") ? bare : bare + "/v3");
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
