// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * What stands before the API, as the paste file's pipeline has it.
 *
 * @param cors whether {@code OPTIONS} is answered for browsers
 * @param origins who may use the API from a web page, by origin; {@code *} for everybody else
 * @param proxyHeaders whether a proxy tells how clients reach the server
 * @param bodyMost most bytes of a body that is not image data
 */
public record PipelineSettings(
    boolean cors, Map<String, Origin> origins, boolean proxyHeaders, long bodyMost) {
  private static final int MOST_RULES = 256;

  /**
   * What web pages of an origin may do.
   *
   * @param credentials whether they may send credentials
   * @param expose headers of answers that they may see, as a list for the wire
   * @param maxAge seconds for which a browser may keep this; zero for its own default
   * @param headers in upper case
   */
  public record Origin(
      boolean credentials, String expose, int maxAge, Set<String> methods, Set<String> headers) {
    public Origin {
      methods = Set.copyOf(methods);
      headers = Set.copyOf(headers);
    }
  }

  public PipelineSettings {
    origins = Map.copyOf(origins);
  }

  static PipelineSettings of(Options options, Problems problems) {
    Map<String, Origin> origins = new HashMap<>();
    for (int rule = 0; rule < MOST_RULES; rule++) {
      String prefix = "cors." + rule + ".";
      List<String> names = options.list(prefix + "allowed_origin", List.of());
      if (names.isEmpty()) {
        break;
      }
      Origin origin = origin(options, prefix, problems);
      names.forEach(name -> origins.putIfAbsent(name, origin));
    }
    return new PipelineSettings(
        options.flag("cors", false),
        origins,
        options.flag("proxy_headers", false),
        options.number("max_request_body_size", Long.MAX_VALUE, 1, Long.MAX_VALUE));
  }

  private static Origin origin(Options options, String prefix, Problems problems) {
    List<String> expose = options.list(prefix + "expose_headers", List.of());
    if (!expose.stream().allMatch(name -> name.matches("[\\w!#$%&'*+.^`|~-]+"))) {
      problems.add("Option expose_headers of [cors] has a name that no header can have.");
    }
    return new Origin(
        options.flag(prefix + "allow_credentials", true),
        String.join(",", expose),
        options.integer(prefix + "max_age", 3600, 0, Integer.MAX_VALUE),
        Set.copyOf(options.list(prefix + "allow_methods", List.of())),
        options.list(prefix + "allow_headers", List.of()).stream()
            .map(name -> name.toUpperCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
