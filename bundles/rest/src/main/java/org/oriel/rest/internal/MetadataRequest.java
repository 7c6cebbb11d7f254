// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.oriel.rest.internal.wire.Patience;

/**
 * A request as CXF sees it: its path within the one version there is, a body of JSON, and no
 * headers to negotiate about, because this API does not. Resources that want a header ask by name.
 */
final class MetadataRequest extends HttpServletRequestWrapper {
  private static final String ILLEGAL = "\"<>[\\]^`{|}";

  private final String path;
  private final Patience patience;
  private final long bodyMost;
  private @Nullable TimedBody body;

  MetadataRequest(HttpServletRequest request, String path, Patience patience, long bodyMost) {
    super(request);
    this.path = legal(path);
    this.patience = patience;
    this.bodyMost = bodyMost;
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

  /** CXF makes a URI of the path, and takes characters that no URI has for a fault of its own. */
  private static String legal(String path) {
    if (path.chars().allMatch(each -> each > ' ' && each < 0x7f && ILLEGAL.indexOf(each) < 0)) {
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
