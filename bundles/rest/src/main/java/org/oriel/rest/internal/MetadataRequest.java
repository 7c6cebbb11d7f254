// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.oriel.rest.internal.wire.Patience;

/**
 * A request as CXF sees it: its path within the one version there is, a body of JSON, and no
 * headers to negotiate about, because this API does not. Resources that want a header ask by name.
 */
final class MetadataRequest extends HttpServletRequestWrapper {
  private final String path;
  private final Patience patience;
  private final long bodyMost;
  private @Nullable TimedBody body;

  MetadataRequest(HttpServletRequest request, String path, Patience patience, long bodyMost) {
    super(request);
    this.path = path;
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
}
