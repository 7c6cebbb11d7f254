// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import org.apache.cxf.jaxrs.impl.MetadataMap;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.jspecify.annotations.Nullable;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request as CXF sees it: its path within the one version there is, a body of JSON, and no
 * headers to negotiate about, because this API does not. Resources that want a header ask by name.
 */
final class MetadataRequest extends HttpServletRequestWrapper {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataRequest.class);
  private static final String ILLEGAL = "\"<>[\\]^`{|}";

  private final String path;
  private final Method method;
  private final MultivaluedMap<String, String> variables;
  private final Patience patience;
  private final long bodyMost;
  private @Nullable TimedBody body;
  private @Nullable Response answer;

  /**
   * @param path within the one version there is, raw
   * @param method of a resource that is to serve it
   */
  MetadataRequest(
      HttpServletRequest request,
      String path,
      Routes.Match match,
      Method method,
      Patience patience,
      long bodyMost) {
    super(request);
    this.path = legal(path);
    this.method = method;
    this.variables = new MetadataMap<>(match.variables());
    this.patience = patience;
    this.bodyMost = bodyMost;
  }

  /** The request of a message that CXF works at. */
  static MetadataRequest of(Message message) {
    return (MetadataRequest)
        Objects.requireNonNull(message.get(AbstractHTTPDestination.HTTP_REQUEST));
  }

  Method method() {
    return method;
  }

  /** The values of the variables of the path, raw. */
  MultivaluedMap<String, String> variables() {
    return variables;
  }

  void answer(Response given) {
    answer = given;
  }

  /**
   * What the method answered.
   *
   * @throws NullPointerException if it has not been called
   */
  Response answer() {
    return Objects.requireNonNull(answer);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    TimedBody begun = body;
    if (begun == null) {
      begun = new TimedBody(super.getInputStream(), patience, bodyMost);
      body = begun;
    }
    return begun;
  }

  /**
   * Reads what nobody has read of the body, so that the next request on the connection is found. A
   * body that is too slow or too large ends the connection.
   */
  void dropBody() throws IOException {
    // A client that waits for "continue" has not begun to send, and reading would invite it to.
    if (!Exchange.hasBody(original()) || Exchange.header(original(), "Expect").isPresent()) {
      return;
    }
    try {
      getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (HttpRefusal e) {
      LOG.debug("The body of request {} is not read", Exchange.id(original()), e);
    }
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer("http://localhost").append(path);
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return "";
  }

  @Override
  public String getPathInfo() {
    return path;
  }

  @Override
  public String getContentType() {
    return "application/json";
  }

  /** Whatever the client calls it: bodies are UTF-8, and checked to be. */
  @Override
  public String getCharacterEncoding() {
    return "UTF-8";
  }

  /**
   * CXF asks for this one by name, and would answer 406 to what it does not like, such as the empty
   * one that the OpenStack client sends with a PATCH.
   */
  @Override
  public String getHeader(String name) {
    return name.equalsIgnoreCase("Accept") ? "*/*" : super.getHeader(name);
  }

  /** The request as it came, with all its headers. */
  HttpServletRequest original() {
    return (HttpServletRequest) getRequest();
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.emptyEnumeration();
  }

  private static boolean isLegal(String path) {
    for (int i = 0; i < path.length(); i++) {
      char each = path.charAt(i);
      if (each <= ' ' || each >= 0x7f || ILLEGAL.indexOf(each) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** CXF makes a URI of the path, and takes characters that no URI has for a fault of its own. */
  private static String legal(String path) {
    if (isLegal(path)) {
      return path;
    }
    StringBuilder legal = new StringBuilder(path.length() + 16);
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      if (each > ' ' && each < 0x7f && ILLEGAL.indexOf(each) < 0) {
        legal.append((char) each);
      } else {
        legal.append(String.format("%%%02X", each));
      }
    }
    return legal.toString();
  }
}
