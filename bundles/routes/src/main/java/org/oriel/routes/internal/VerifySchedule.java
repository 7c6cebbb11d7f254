// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal;

import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.oriel.image.Refusal;
import org.oriel.jobs.Jobs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route that starts job {@code verify} by a schedule. When the configuration changes, a new one
 * takes its place.
 */
@Component(
    name = ScheduleSettings.PID,
    service = RoutesBuilder.class,
    configurationPid = ScheduleSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class VerifySchedule extends RouteBuilder {
  static final String ROUTE = "verify";
  private static final Logger LOG = LoggerFactory.getLogger(VerifySchedule.class);
  private static final String JOB = "verify";

  private final Jobs jobs;
  private final ScheduleSettings settings;

  @Activate
  public VerifySchedule(@Reference Jobs jobs, Map<String, Object> configuration) {
    this.jobs = jobs;
    this.settings = ScheduleSettings.of(configuration);
  }

  @Override
  public void configure() {
    if (settings.verifyEnabled()) {
      String cron = settings.verifySchedule().trim().replaceAll("\\s+", "+");
      from("quartz:oriel/verify?stateful=true&trigger.timeZone=UTC&cron=" + cron)
          .routeId(ROUTE)
          .process(exchange -> start());
    }
  }

  private void start() {
    try {
      LOG.info("The schedule started job {}: run {}.", JOB, jobs.start(JOB, Map.of()));
    } catch (Refusal.Conflict e) {
      LOG.info("The schedule skipped job {}: {}", JOB, e.getMessage());
    } catch (Refusal e) {
      LOG.warn("The schedule could not start job {}: {}", JOB, e.getMessage());
    }
  }
}
