// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.oriel.jobs.internal.JobsFixture.await;
import static org.oriel.jobs.internal.JobsFixture.id;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import org.h2.util.DateTimeUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Refusal;
import org.oriel.jobs.JobRun;

class BatchJobsTest {
  private final JobsFixture fixture;
  private final TimeZone zone = TimeZone.getDefault();

  BatchJobsTest(@TempDir Path directory) throws Exception {
    fixture = new JobsFixture(directory);
  }

  @AfterEach
  void close() {
    set(zone);
    fixture.close();
  }

  private static void set(TimeZone zone) {
    TimeZone.setDefault(zone);
    DateTimeUtils.resetCalendar();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    BatchJobs jobs = fixture.server("here");
    assertThat(jobs.parameters("verify").keySet())
        .containsExactly("bytes_per_second", "image", "owner", "store");
    assertThatThrownBy(() -> jobs.start("nothing", Map.of()))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessage("There is no job nothing.");
    assertThatThrownBy(() -> jobs.show(99))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessage("There is no run 99.");
    assertThatThrownBy(() -> jobs.stop(99)).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> jobs.restart(99)).isInstanceOf(Refusal.NotFound.class);
    refused(
        jobs,
        Map.of("oriel.node", "x"),
        "Job verify knows no parameter oriel.node; it knows "
            + "bytes_per_second, image, owner, store.");
    refused(
        jobs,
        Map.of("image", "a,b"),
        "Parameter image names a, which is no image id. "
            + "Parameter image names b, which is no image id.");
    refused(jobs, Map.of("store", "third"), "There is no store third.");
    refused(jobs, Map.of("owner", " "), "Parameter owner is empty.");
    refused(
        jobs, Map.of("bytes_per_second", "fast"), "Option bytes_per_second is not a whole number.");
    refused(
        jobs, Map.of("image", "x".repeat(2501)), "Parameter image is longer than 2500 characters.");
    assertThat(jobs.latest(10)).isEmpty();
  }

  private static void refused(BatchJobs jobs, Map<String, String> parameters, String message) {
    assertThatThrownBy(() -> jobs.start("verify", parameters))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage(message);
  }

  @Test
  void refusesToStartHalfConfigured() {
    assertThatThrownBy(() -> JobsSettings.of(Map.of("max_workers", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "org.oriel.jobs: Option report_directory is not set. "
                + "Option max_workers is not between 1 and 64.");
  }

  @Test
  void tellsInstantsWhateverTheTimeZone() throws Exception {
    set(TimeZone.getTimeZone("America/New_York"));
    BatchJobs jobs = fixture.server("here");
    JobRun run = await(jobs, jobs.start("verify", Map.of()));
    set(TimeZone.getTimeZone("Asia/Tokyo"));

    JobRun seenElsewhere = jobs.show(run.number());

    assertThat(seenElsewhere).isEqualTo(run);
    assertThat(run.startedAt().orElseThrow())
        .isCloseTo(Instant.now(), within(20, ChronoUnit.SECONDS));
    assertThat(run.endedAt().orElseThrow())
        .isAfterOrEqualTo(run.startedAt().orElseThrow())
        .isCloseTo(Instant.now(), within(20, ChronoUnit.SECONDS));
  }

  @Test
  void listsTheLatestRunsFirst() throws Exception {
    BatchJobs jobs = fixture.server("here");
    List<Long> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(await(jobs, jobs.start("verify", Map.of())).number());
    }
    Collections.reverse(started);

    assertThat(jobs.latest(3)).extracting(JobRun::number).isEqualTo(started.subList(0, 3));
    assertThat(jobs.latest(0)).hasSize(1);
  }

  @Test
  void manyRunsShareOneWorkerWithoutWaitingForEachOther() throws Exception {
    fixture.addImages(4);
    BatchJobs jobs = fixture.server("here", 1);
    List<Long> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(jobs.start("verify", Map.of("image", id(i))));
    }
    for (long run : started) {
      assertThat(await(jobs, run).status()).isEqualTo("COMPLETED");
    }
  }

  @Test
  void refusesMoreRunsThanCanWait() throws Exception {
    fixture.addImages(30);
    CountDownLatch release = new CountDownLatch(1);
    fixture.storage.beforeOpen =
        name -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    BatchJobs jobs = fixture.server("here");
    List<Long> started = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      started.add(jobs.start("verify", Map.of("image", id(i))));
    }
    assertThatThrownBy(() -> jobs.start("verify", Map.of("image", id(20))))
        .isInstanceOf(Refusal.Unavailable.class);
    assertThat(jobs.latest(1).get(0).status()).isEqualTo("FAILED");
    release.countDown();
    for (long run : started) {
      assertThat(await(jobs, run).status()).isEqualTo("COMPLETED");
    }
  }
}
