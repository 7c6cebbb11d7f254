// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From where data may be fetched for a caller. An allow list that is not empty takes the place of
 * the deny list beside it.
 */
public record UriFilter(
    Set<String> allowedSchemes,
    Set<String> disallowedSchemes,
    Set<String> allowedHosts,
    Set<String> disallowedHosts,
    Set<String> allowedPorts,
    Set<String> disallowedPorts) {
  private static final int LONGEST = 2048;
  private static final Set<String> FETCHABLE = Set.of("http", "https");
  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z_][a-z0-9_-]{0,62}\\.?");

  public UriFilter {
    allowedSchemes = lower(allowedSchemes);
    disallowedSchemes = lower(disallowedSchemes);
    allowedHosts = lower(allowedHosts);
    disallowedHosts = lower(disallowedHosts);
    allowedPorts = lower(allowedPorts);
    disallowedPorts = lower(disallowedPorts);
  }

  private static Set<String> lower(Set<String> words) {
    return words.stream()
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** A filter of lists as they are configured. */
  public static UriFilter of(
      List<String> allowedSchemes,
      List<String> disallowedSchemes,
      List<String> allowedHosts,
      List<String> disallowedHosts,
      List<String> allowedPorts,
      List<String> disallowedPorts) {
    return new UriFilter(
        Set.copyOf(allowedSchemes),
        Set.copyOf(disallowedSchemes),
        Set.copyOf(allowedHosts),
        Set.copyOf(disallowedHosts),
        Set.copyOf(allowedPorts),
        Set.copyOf(disallowedPorts));
  }

  /**
   * The URI of a text, if data may be fetched from it as far as the text says. The host is a name
   * or a plain address: numbers that some programs take for addresses are refused.
   */
  public Optional<URI> permitted(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    if (uri.getScheme() == null || uri.getHost() == null) {
      return Optional.empty();
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = host(uri);
    boolean fine =
        FETCHABLE.contains(scheme)
            && passes(scheme, allowedSchemes, disallowedSchemes)
            && isPlain(host)
            && passes(host, allowedHosts, disallowedHosts)
            && (uri.getPort() < 0
                || passes(Integer.toString(uri.getPort()), allowedPorts, disallowedPorts));
    return fine ? Optional.of(uri) : Optional.empty();
  }

  /**
   * Whether data may be fetched from an address that the name of a host stands for. This machine
   * itself and what serves only machines beside it must be allowed by name.
   */
  public boolean permits(URI uri, InetAddress address) {
    return allowedHosts.contains(host(uri))
        || !(address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || address.isLinkLocalAddress()
            || address.isMulticastAddress());
  }

  /** The host in lower case, without brackets. */
  private static String host(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean passes(String word, Set<String> allowed, Set<String> disallowed) {
    return allowed.isEmpty() ? !disallowed.contains(word) : allowed.contains(word);
  }

  private static boolean isPlain(String host) {
    return host.contains(":")
        ? !host.contains("%")
        : DOTTED.matcher(host).matches() || isName(host);
  }

  private static boolean isName(String host) {
    return host.length() <= 253 && NAME.matcher(host).matches();
  }
}
