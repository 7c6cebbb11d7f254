// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the routes of every {@link RoutesBuilder} service for as long as it is there. */
@Component(name = "org.oriel.routes.context", immediate = true)
public final class RouteContext {
  private static final Logger LOG = LoggerFactory.getLogger(RouteContext.class);
  private static final int SECONDS_TO_END = 10;

  private final CamelContext camel;
  private final IdentityHashMap<RoutesBuilder, Set<String>> routes = new IdentityHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();

  @Activate
  public RouteContext() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader ofCamel = CamelContext.class.getClassLoader();
    thread.setContextClassLoader(ofCamel);
    try {
      DefaultCamelContext made = new DefaultCamelContext(false);
      made.getCamelContextExtension().setName("oriel");
      made.setApplicationContextClassLoader(ofCamel);
      made.disableJMX();
      made.setStartupSummaryLevel(StartupSummaryLevel.Off);
      made.getShutdownStrategy().setTimeout(SECONDS_TO_END);
      made.getShutdownStrategy().setShutdownNowOnTimeout(true);
      made.addComponent("quartz", quartz());
      made.addComponent("seda", new SedaComponent());
      made.start();
      camel = made;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static QuartzComponent quartz() {
    QuartzComponent quartz = new QuartzComponent();
    quartz.setEnableJmx(false);
    quartz.setProperties(
        Map.of(
            "org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool",
            "org.quartz.threadPool.threadCount", "2",
            "org.quartz.threadPool.threadNamePrefix", "oriel-routes",
            "org.quartz.threadPool.makeThreadsDaemons", "true",
            "org.quartz.scheduler.makeSchedulerThreadDaemon", "true",
            "org.quartz.scheduler.skipUpdateCheck", "true"));
    return quartz;
  }

  /** Adds routes; routes that cannot be started are left out, and the log says why. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeRoutes")
  void addRoutes(RoutesBuilder builder) {
    changing.lock();
    try {
      Set<String> before = ids();
      try {
        builder.addRoutesToCamelContext(camel);
        routes.put(builder, added(before));
      } catch (Exception e) {
        LOG.error("Routes of {} cannot be started.", builder.getClass().getName(), e);
        added(before).forEach(this::remove);
      }
    } finally {
      changing.unlock();
    }
  }

  void removeRoutes(RoutesBuilder builder) {
    changing.lock();
    try {
      Set<String> gone = routes.remove(builder);
      if (gone != null) {
        gone.forEach(this::remove);
      }
    } finally {
      changing.unlock();
    }
  }

  private void remove(String id) {
    try {
      camel.getRouteController().stopRoute(id, SECONDS_TO_END, TimeUnit.SECONDS);
      camel.removeRoute(id);
    } catch (Exception e) {
      LOG.error("Route {} cannot be removed.", id, e);
    }
  }

  private Set<String> ids() {
    return camel.getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
  }

  private Set<String> added(Set<String> before) {
    Set<String> now = ids();
    now.removeAll(before);
    return now;
  }

  /** Ids of the routes that run now. */
  List<String> running() {
    return ids().stream()
        .filter(id -> camel.getRouteController().getRouteStatus(id).isStarted())
        .sorted()
        .toList();
  }

  /** Lets what is under way end, for a bounded time. */
  @Deactivate
  void close() {
    camel.stop();
  }
}
