// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.oriel.base.Workers;
import org.oriel.image.Refusal;
import org.oriel.jobs.Jobs;
import org.oriel.task.WorkDesk;
import org.oriel.task.WorkOrder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk that takes orders for background work: a queue with a limit, from which jobs are started
 * as fast as they can be. The queue lives in memory; what a crash takes from it, the jobs know to
 * have left behind, and that is queued first.
 */
@Component(
    name = "org.oriel.routes.work",
    service = {WorkDesk.class, RoutesBuilder.class})
public final class WorkQueue extends RouteBuilder implements WorkDesk {
  static final String ROUTE = "work";
  private static final int MOST_WAITING = 256;
  private static final String QUEUE = "seda:oriel-work?size=" + MOST_WAITING;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

  private final Jobs jobs;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScheduledExecutorService leftovers = Workers.timer("routes-work");

  @Activate
  public WorkQueue(@Reference Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public void configure() {
    from(QUEUE)
        .routeId(ROUTE)
        .process(exchange -> start(exchange.getMessage().getMandatoryBody(WorkOrder.class)));
    leftovers.execute(this::startLeftovers);
  }

  private void startLeftovers() {
    for (WorkOrder order : jobs.leftBehind()) {
      LOG.info("Job {} is started again after the last end: {}", order.job(), order.parameters());
      start(order);
    }
  }

  @Override
  public void submit(WorkOrder order) {
    CamelContext camel = getContext();
    if (camel == null || !camel.isStarted() || closed.getCount() == 0) {
      throw new Refusal.Unavailable("No work is taken now.", Duration.ofSeconds(5));
    }
    try {
      ProducerTemplate desk = camel.createProducerTemplate();
      try {
        desk.sendBody(QUEUE, order);
      } finally {
        desk.stop();
      }
    } catch (CamelExecutionException e) {
      LOG.warn("An order of job {} is refused: {}", order.job(), String.valueOf(e.getCause()));
      throw new Refusal.Unavailable("Too much work waits already.", Duration.ofSeconds(30));
    }
  }

  /** Starts a job, when it can be. */
  private void start(WorkOrder order) {
    while (closed.getCount() > 0) {
      try {
        long run = jobs.start(order.job(), Map.copyOf(order.parameters()));
        LOG.debug("Job {} runs: {}", order.job(), run);
        return;
      } catch (Refusal.Unavailable e) {
        LOG.debug("Job {} has to wait: {}", order.job(), e.getMessage());
      } catch (Refusal.Conflict e) {
        LOG.debug("Job {} is not started: {}", order.job(), e.getMessage());
        return;
      } catch (Refusal e) {
        LOG.error("Job {} cannot be started: {}", order.job(), e.getMessage());
        return;
      }
      pause();
    }
  }

  private void pause() {
    try {
      if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The desk is closed; the next start goes on.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  @Deactivate
  void close() {
    closed.countDown();
    leftovers.shutdownNow();
  }
}
