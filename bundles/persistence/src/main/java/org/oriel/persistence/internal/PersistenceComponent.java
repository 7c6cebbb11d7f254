// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.oriel.base.Workers;
import org.oriel.event.Outbox;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.UsageCatalogue;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.task.TaskCatalogue;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the configured database beside the start of everything else, and offers the catalogues and
 * the pool when it is open. As long as it does not open, tries again.
 */
@Component(
    immediate = true,
    service = {},
    configurationPid = "org.oriel.persistence",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"javax.sql.DataSource\"",
    effective = "active")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.oriel.metadef.MetadefCatalogue\"",
    effective = "active")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.oriel.image.ImageCatalogue\"",
    effective = "active")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.oriel.image.MemberCatalogue\"",
    effective = "active")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.oriel.task.TaskCatalogue\"",
    effective = "active")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.oriel.image.UsageCatalogue\"",
    effective = "active")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.oriel.image.CacheCatalogue\"",
    effective = "active")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.oriel.event.Outbox\"",
    effective = "active")
public final class PersistenceComponent {
  private static final Logger LOG = LoggerFactory.getLogger(PersistenceComponent.class);
  private static final long SECONDS_BETWEEN_TRIES = 5;

  private final BundleContext bundle;
  private final Settings settings;
  private final OutboxSettings outboxSettings;
  private final ScheduledExecutorService opener = Workers.timer("persistence");
  private final List<ServiceRegistration<?>> offered = new ArrayList<>();
  private Optional<Database> open = Optional.empty();
  private Optional<OutboxTrimmer> trimmer = Optional.empty();
  private boolean closed;
  private String lastProblem = "";

  @Activate
  public PersistenceComponent(BundleContext bundle, Map<String, Object> raw) {
    this.bundle = bundle;
    this.settings = Settings.of(raw);
    this.outboxSettings = OutboxSettings.of(raw);
    opener.execute(this::tryToOpen);
  }

  private void tryToOpen() {
    try {
      offer(Database.open(settings));
    } catch (SQLException | RuntimeException e) {
      if (opener.isShutdown()) {
        return;
      }
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblem)) {
        LOG.error("The database {} does not open: {}", settings.jdbcUrl(), problem, e);
        lastProblem = problem;
      }
      ScheduledFuture<?> unused =
          opener.schedule(this::tryToOpen, SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS);
    }
  }

  private synchronized void offer(Database database) {
    if (closed) {
      database.close();
      return;
    }
    open = Optional.of(database);
    Clock clock = Clock.systemUTC();
    JpaOutbox outbox = new JpaOutbox(database, outboxSettings, settings.node(), clock);
    if (outbox.isWanted()) {
      trimmer = Optional.of(new OutboxTrimmer(outbox));
    }
    offered.add(bundle.registerService(DataSource.class, database.source(), null));
    offered.add(
        bundle.registerService(
            MemberCatalogue.class, new JpaMemberCatalogue(database, clock, outbox), null));
    offered.add(
        bundle.registerService(UsageCatalogue.class, new JpaUsageCatalogue(database), null));
    offered.add(
        bundle.registerService(
            MetadefCatalogue.class, new JpaMetadefCatalogue(database, outbox), null));
    offered.add(
        bundle.registerService(
            TaskCatalogue.class,
            new JpaTaskCatalogue(database, settings.node(), clock, outbox),
            null));
    offered.add(
        bundle.registerService(
            ImageCatalogue.class,
            new JpaImageCatalogue(database, settings.node(), clock, outbox),
            null));
    offered.add(
        bundle.registerService(
            CacheCatalogue.class, new JpaCacheCatalogue(database, settings.node()), null));
    offered.add(bundle.registerService(Outbox.class, outbox, null));
    LOG.info("The database {} is open.", settings.jdbcUrl());
  }

  /** Takes the services back and closes the database. */
  @Deactivate
  public void close() {
    opener.shutdownNow();
    List<ServiceRegistration<?>> takeBack;
    synchronized (this) {
      closed = true;
      takeBack = List.copyOf(offered);
      offered.clear();
    }
    takeBack.forEach(ServiceRegistration::unregister);
    trimmer.ifPresent(OutboxTrimmer::close);
    open.ifPresent(Database::close);
  }
}
