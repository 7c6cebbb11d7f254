// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;

/**
 * The options of an http store.
 *
 * @param trust whom to believe, if not whom the system believes
 * @param proxies where requests go instead, by scheme
 * @param refused networks to which no request goes
 */
record HttpSettings(
    Optional<SSLContext> trust, Map<String, InetSocketAddress> proxies, Networks refused) {
  private static final String AUTHORITIES = "https_ca_certificates_file";
  private static final String INSECURE = "https_insecure";
  private static final String PROXIES = "http_proxy_information";
  private static final String REFUSED = "http_store_refused_networks";

  /** Where clouds tell machines their secrets. */
  private static final List<String> LINK_LOCAL = List.of("169.254.0.0/16", "fe80::/10");

  private static final Pattern PROXY =
      Pattern.compile("(https?):(?:https?://)?([^:/\\[\\]]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})/?");

  HttpSettings {
    proxies = Map.copyOf(proxies);
  }

  static HttpSettings from(StoreSettings settings) throws StoreException {
    Problems problems = new Problems();
    Options options = new Options(settings.options(), problems);
    HttpSettings result =
        new HttpSettings(
            trust(options, problems),
            proxies(options, problems),
            Networks.of(options.list(REFUSED, LINK_LOCAL), REFUSED, problems));
    if (!problems.isEmpty()) {
      throw new StoreException.BadSettings(problems.all());
    }
    return result;
  }

  private static Optional<SSLContext> trust(Options options, Problems problems) {
    Optional<String> file = options.text(AUTHORITIES);
    boolean insecure = options.flag(INSECURE, false);
    try {
      if (file.isPresent()) {
        return Optional.of(Trust.inAuthorities(Path.of(file.get())));
      }
      return insecure ? Optional.of(Trust.inAnybody()) : Optional.empty();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      problems.add("Option " + AUTHORITIES + " names no file of certificates that can be read.");
      return Optional.empty();
    }
  }

  private static Map<String, InetSocketAddress> proxies(Options options, Problems problems) {
    Map<String, InetSocketAddress> proxies = new HashMap<>();
    for (String each : options.list(PROXIES, List.of())) {
      Matcher match = PROXY.matcher(each.toLowerCase(Locale.ROOT));
      int port = match.matches() ? Integer.parseInt(match.group(3)) : 0;
      if (port < 1 || port > 65_535) {
        problems.add("Option " + PROXIES + " is not a list of SCHEME:HOST:PORT.");
      } else {
        proxies.put(match.group(1), InetSocketAddress.createUnresolved(match.group(2), port));
      }
    }
    return proxies;
  }
}
