// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.oriel.image.Caller;

/** What the door has found out about a request, and what everybody asks of it. */
public final class Exchange {
  private static final String CALLER = "org.oriel.caller";
  private static final String BASE = "org.oriel.request.base";
  private static final String ID = "org.oriel.request.id";
  private static final Set<String> CODINGS =
      Set.of("chunked", "compress", "deflate", "gzip", "identity");
  private static final Set<String> WITH_CODED_BODY = Set.of("POST", "PUT", "PATCH");

  private Exchange() {}

  public static void caller(HttpServletRequest request, Caller caller) {
    request.setAttribute(CALLER, caller);
  }

  /**
   * Who asks.
   *
   * @throws IllegalStateException if nobody has asked for the caller's name
   */
  public static Caller caller(HttpServletRequest request) {
    if (request.getAttribute(CALLER) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("A request came by another way than through the door.");
  }

  /** Who asks, with the token: other services may be asked in the caller's name. */
  public static Caller callerWithToken(HttpServletRequest request) {
    return caller(request).withToken(header(request, "X-Auth-Token").map(Caller.Token::new));
  }

  /** Whether it is known who asks. */
  public static boolean isKnown(HttpServletRequest request) {
    return request.getAttribute(CALLER) instanceof Caller;
  }

  public static void id(HttpServletRequest request, String id) {
    request.setAttribute(ID, id);
  }

  /** The id of the request; empty text before it has one. */
  public static String id(HttpServletRequest request) {
    return request.getAttribute(ID) instanceof String id ? id : "";
  }

  public static Optional<String> header(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** The media type of the body in lower case, without parameters. */
  public static String mediaType(HttpServletRequest request) {
    String type = header(request, "Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
  }

  /** Bytes of the body, if the client says. */
  public static OptionalLong length(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** Whether the request counts as one with a body. */
  public static boolean hasBody(HttpServletRequest request) {
    if (request.getContentLengthLong() > 0) {
      return true;
    }
    String coding = header(request, "Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT);
    return CODINGS.contains(coding) && WITH_CODED_BODY.contains(request.getMethod());
  }

  /** Remembers by which URL clients reach the server. */
  public static void base(HttpServletRequest request, String base) {
    request.setAttribute(BASE, base);
  }

  /**
   * The URL by which clients reach the server, without a slash at its end: as a proxy has said,
   * else scheme and host as the client wrote them, such as {@code http://cloud:9292}.
   */
  public static String base(HttpServletRequest request) {
    if (request.getAttribute(BASE) instanceof String base) {
      return base;
    }
    return request.getScheme()
        + "://"
        + header(request, "Host")
            .orElseGet(() -> request.getServerName() + ":" + request.getServerPort());
  }
}
