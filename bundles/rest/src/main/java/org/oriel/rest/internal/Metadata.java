// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.impl.RuntimeDelegateImpl;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.oriel.rest.internal.wire.ErrorMapper;
import org.oriel.rest.internal.wire.JsonBodyReader;
import org.oriel.rest.internal.wire.JsonBodyWriter;

/** CXF, set up by hand: our resources, our two providers of bodies, our error table. */
final class Metadata {
  private final Bus bus;
  private final CXFNonSpringServlet servlet;
  private final Server server;

  /** Starts CXF with resources that are singletons. */
  Metadata(List<Object> resources, ServletConfig config) {
    ClassLoader cxf = JAXRSServerFactoryBean.class.getClassLoader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(cxf);
    try {
      // Response.status() and its like look for their implementation through services otherwise,
      // which no other bundle's class loader would find.
      RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
      this.bus = new ExtensionManagerBus(null, null, cxf);
      this.servlet = new CXFNonSpringServlet();
      servlet.setBus(bus);
      servlet.init(config);
      this.server = server(resources);
    } catch (ServletException e) {
      throw new IllegalStateException("CXF does not start", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Server server(List<Object> resources) {
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setBus(bus);
    factory.setAddress("/");
    factory.setServiceBeans(resources);
    factory.setProviders(
        List.of(new JsonBodyReader(), new JsonBodyWriter(), new ErrorMapper(Metadata::current)));
    return factory.create();
  }

  private static HttpServletRequest current() {
    Object request = JAXRSUtils.getCurrentMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
    return Objects.requireNonNull(request) instanceof MetadataRequest metadata
        ? metadata.original()
        : (HttpServletRequest) request;
  }

  /**
   * Serves a request.
   *
   * @throws IOException if the client went away
   */
  void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      servlet.service(request, response);
    } catch (ServletException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        // Our resources read and write nothing but the connection.
        if (cause instanceof EOFException hungUp) {
          throw hungUp;
        }
      }
      throw e;
    }
  }

  void close() {
    server.destroy();
    servlet.destroy();
    bus.shutdown(true);
  }
}
