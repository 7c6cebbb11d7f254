// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.Errors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The one servlet, which stays while the rooms behind it come and go. Without it the container
 * would answer 404 while a room begins anew, and clients would take their images for deleted.
 */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.name=org.oriel.rest",
      "osgi.http.whiteboard.servlet.pattern=/*",
      "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
    })
public final class Entrance implements Servlet {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable ImageApi api;
  private @Nullable ServletConfig config;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "close")
  void open(ImageApi came) {
    lock.lock();
    try {
      if (config != null) {
        came.start(config);
      }
      api = came;
    } finally {
      lock.unlock();
    }
  }

  void close(ImageApi gone) {
    lock.lock();
    try {
      if (gone.equals(api)) {
        api = null;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void init(ServletConfig servletConfig) {
    lock.lock();
    try {
      config = servletConfig;
      if (api != null) {
        api.start(servletConfig);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) throws IOException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answered = (HttpServletResponse) response;
    ImageApi now = api;
    if (now == null || !now.serve(asked, answered)) {
      Leftovers.announceEnd(asked, answered);
      Errors.send(
          Answer.of(503, "The server is being set up.").with("Retry-After", "1"), asked, answered);
    }
  }

  @Override
  public void destroy() {
    lock.lock();
    try {
      config = null;
      if (api != null) {
        api.stop();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable ServletConfig getServletConfig() {
    return config;
  }

  @Override
  public String getServletInfo() {
    return "Oriel image API";
  }
}
