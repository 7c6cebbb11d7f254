// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.impl.RuntimeDelegateImpl;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.oriel.rest.internal.wire.ErrorMapper;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.JsonBodyReader;
import org.oriel.rest.internal.wire.JsonText;

/**
 * CXF, set up by hand: our resources, our reader of bodies, our error table. It makes parameters of
 * a request, calls the method that the door has found, and maps what that throws; what comes of it
 * is sent as it is, for there is nothing to negotiate.
 */
final class Metadata {
  private final ServletConfig config;
  private final Bus bus;
  private final CXFNonSpringServlet servlet;
  private final Server server;
  private final AbstractHTTPDestination destination;

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
      this.config = config;
      this.bus = new ExtensionManagerBus(null, null, cxf);
      this.servlet = new CXFNonSpringServlet();
      servlet.setBus(bus);
      servlet.init(config);
      this.server = server(resources);
      this.destination = (AbstractHTTPDestination) server.getDestination();
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
    factory.setProviders(List.of(new JsonBodyReader(), new ErrorMapper(Metadata::current)));
    Server made = factory.create();
    Endpoint endpoint = made.getEndpoint();
    endpoint.getService().getInInterceptors().clear();
    endpoint.getBinding().getInInterceptors().clear();
    endpoint
        .getInInterceptors()
        .add(new Invocation(factory.getServiceFactory().getClassResourceInfo()));
    return made;
  }

  private static HttpServletRequest current() {
    return MetadataRequest.of(JAXRSUtils.getCurrentMessage()).original();
  }

  /**
   * Serves a request.
   *
   * @throws IOException if the client went away
   */
  void serve(MetadataRequest request, HttpServletResponse response) throws IOException {
    // The controller of the servlet would look for the destination, of which there is one, and for
    // a class loader each time.
    destination.invoke(config, config.getServletContext(), request, response);
    Response answer = request.answer();
    response.setStatus(answer.getStatus());
    for (Map.Entry<String, List<Object>> header : answer.getHeaders().entrySet()) {
      header.getValue().stream()
          .findFirst()
          .ifPresent(value -> response.setHeader(header.getKey(), value.toString()));
      header.getValue().stream()
          .skip(1)
          .forEach(value -> response.addHeader(header.getKey(), value.toString()));
    }
    if (answer.hasEntity()) {
      send(answer.getEntity(), response);
    }
  }

  private static void send(Object entity, HttpServletResponse response) throws IOException {
    if (entity instanceof byte[] bytes) {
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    } else if (entity instanceof Json json) {
      try (JsonGenerator out = JsonText.generator(response.getOutputStream())) {
        json.write(out);
      }
    } else {
      throw new IllegalStateException("A resource answers with " + entity.getClass());
    }
  }

  void close() {
    server.destroy();
    servlet.destroy();
    bus.shutdown(true);
  }
}
