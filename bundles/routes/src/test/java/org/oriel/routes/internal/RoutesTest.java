// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.jobs.JobRun;
import org.oriel.jobs.Jobs;
import org.oriel.jobs.internal.BatchJobs;
import org.oriel.jobs.internal.Borrowed;
import org.oriel.policy.internal.quota.ConfiguredQuotas;
import org.oriel.signature.internal.VerifiedSignatures;
import org.oriel.storage.internal.StorageService;
import org.oriel.task.WorkOrder;
import org.oriel.testkit.catalogue.MemoryCatalogue;
import org.oriel.testkit.catalogue.MemoryTasks;
import org.oriel.testkit.jobs.BatchTables;
import org.springframework.batch.core.job.Job;

class RoutesTest {
  private static final Map<String, Object> EVERY_SECOND = Map.of("verify_schedule", "* * * * * ?");

  private volatile CountDownLatch brake = new CountDownLatch(0);
  private final BatchJobs jobs;
  private final RouteContext routes = new RouteContext();

  RoutesTest(@TempDir Path directory) throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    BatchTables.create(database, Job.class.getClassLoader());
    StorageService storage = new StorageService(Map.of());
    jobs =
        new BatchJobs(
            database,
            catalogue(),
            new MemoryTasks(new MemoryCatalogue()),
            storage,
            new DiskInspector(),
            new ConfiguredQuotas(new MemoryCatalogue(), Map.of()),
            new VerifiedSignatures(Map.of("certificate_directory", directory.toString())),
            new MemoryCatalogue().outbox(),
            new Borrowed(),
            Map.of("report_directory", directory.toString()));
  }

  /** A catalogue whose lists are not answered while a brake is on. */
  private ImageCatalogue catalogue() {
    MemoryCatalogue memory = new MemoryCatalogue();
    return (ImageCatalogue)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ImageCatalogue.class},
            (proxy, method, arguments) -> {
              brake.await();
              try {
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void close() {
    brake.countDown();
    long begin = System.nanoTime();
    routes.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    jobs.close();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant limit = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.sleep(50);
    }
  }

  private long completed() {
    return jobs.latest(100).stream().filter(JobRun::completed).count();
  }

  @Test
  void startsTheJobAgainAndAgain() throws Exception {
    routes.addRoutes(new VerifySchedule(jobs, EVERY_SECOND));

    await(() -> completed() >= 2);

    assertThat(jobs.latest(1).get(0).job()).isEqualTo("verify");
    assertThat(routes.running()).containsExactly("verify");
  }

  @Test
  void skipsWhileARunIsGoing() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Jobs counted =
        (Jobs)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Jobs.class},
                (proxy, method, arguments) -> {
                  tries.incrementAndGet();
                  try {
                    return method.invoke(jobs, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    brake = new CountDownLatch(1);
    routes.addRoutes(new VerifySchedule(counted, EVERY_SECOND));

    await(() -> tries.get() >= 3);

    assertThat(jobs.latest(100)).hasSize(1);
    brake.countDown();
    await(() -> completed() >= 2);
  }

  @Test
  void goesByTheNewScheduleAfterAChange() throws Exception {
    VerifySchedule yearly = new VerifySchedule(jobs, Map.of("verify_schedule", "0 0 0 1 1 ?"));
    routes.addRoutes(yearly);
    assertThat(routes.running()).containsExactly("verify");

    routes.removeRoutes(yearly);
    assertThat(routes.running()).isEmpty();
    VerifySchedule often = new VerifySchedule(jobs, EVERY_SECOND);
    routes.addRoutes(often);
    await(() -> completed() >= 1);

    routes.removeRoutes(often);
    await(() -> jobs.latest(100).stream().noneMatch(JobRun::underWay));
    int runs = jobs.latest(100).size();
    Thread.sleep(2500);
    assertThat(jobs.latest(100)).hasSize(runs);
  }

  @Test
  void doesNothingWhenSwitchedOff() {
    routes.addRoutes(
        new VerifySchedule(
            jobs, Map.of("verify_schedule", "* * * * * ?", "verify_enabled", "false")));
    assertThat(routes.running()).isEmpty();
  }

  @Test
  void refusesAScheduleThatIsNone() {
    assertThatThrownBy(() -> new VerifySchedule(jobs, Map.of("verify_schedule", "daily")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("org.oriel.routes: Option verify_schedule is not a Quartz cron expression.");
  }

  @Test
  void brokenRoutesOfOneDoNotHinderTheOthers() {
    RouteBuilder broken =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("timer-of-which-nobody-knows:x").routeId("broken").to("nowhere:y");
          }
        };
    VerifySchedule verify = new VerifySchedule(jobs, Map.of());
    routes.addRoutes(broken);
    routes.addRoutes(verify);
    routes.removeRoutes(broken);
    assertThat(routes.running()).isEqualTo(List.of("verify"));
  }

  @Test
  void startsWhatIsOrdered() throws Exception {
    WorkQueue desk = new WorkQueue(jobs);
    routes.addRoutes(desk);
    desk.submit(new WorkOrder("verify", Map.of()));
    await(() -> completed() == 1);
    desk.submit(new WorkOrder("no such job", Map.of()));
    desk.submit(new WorkOrder("verify", Map.of("owner", "x")));
    await(() -> completed() == 2);
    desk.close();
    assertThatThrownBy(() -> desk.submit(new WorkOrder("verify", Map.of())))
        .isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void refusesOrdersWhenTooManyWait() {
    WorkQueue desk = new WorkQueue(jobs);
    assertThatThrownBy(() -> desk.submit(order(0))).isInstanceOf(Refusal.Unavailable.class);
    routes.addRoutes(desk);
    brake = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    assertThatThrownBy(
            () -> {
              for (int number = 0; number < 1000; number++) {
                desk.submit(order(number));
                taken.incrementAndGet();
              }
            })
        .isInstanceOf(Refusal.Unavailable.class);
    assertThat(taken.get()).isGreaterThanOrEqualTo(256);
    desk.close();
  }

  private static WorkOrder order(int number) {
    return new WorkOrder("verify", Map.of("owner", "owner-" + number));
  }
}
