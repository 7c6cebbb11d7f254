// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oriel.jobs.internal.JobsFixture.await;
import static org.oriel.jobs.internal.JobsFixture.goodRow;
import static org.oriel.jobs.internal.JobsFixture.id;
import static org.oriel.jobs.internal.JobsFixture.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Refusal;
import org.oriel.jobs.JobRun;

class RestartTest {
  private static final int IMAGES = 16;

  private final JobsFixture fixture;
  private final CountDownLatch release = new CountDownLatch(1);

  RestartTest(@TempDir Path directory) throws Exception {
    fixture = new JobsFixture(directory);
    fixture.addImages(IMAGES);
  }

  @AfterEach
  void close() {
    release.countDown();
    fixture.close();
  }

  private static List<String> allRows() {
    return IntStream.range(0, IMAGES).mapToObj(JobsFixture::goodRow).toList();
  }

  /** Blocks whoever opens an image until the end of the test. */
  private CountDownLatch blockAt(String blocked) {
    CountDownLatch reached = new CountDownLatch(1);
    fixture.storage.beforeOpen =
        name -> {
          if (name.equals(blocked)) {
            reached.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException("The process ends.", e);
            }
          }
        };
    return reached;
  }

  @Test
  void readsOnlyWhatIsLeftAfterAFailure() throws Exception {
    BatchJobs jobs = fixture.server("here");
    fixture.storage.beforeOpen =
        name -> {
          if (name.equals(id(10))) {
            throw new IllegalStateException("A planned failure.");
          }
        };
    long first = jobs.start("verify", Map.of());
    JobRun failed = await(jobs, first);
    assertThat(failed.status()).isEqualTo("FAILED");
    assertThat(failed.message()).isEqualTo("A planned failure.");
    assertThat(failed.report()).isEmpty();
    Set<String> readBefore = new HashSet<>(fixture.storage.opened);
    // Partition 2 holds images 8 to 11; the others were read to their ends.
    assertThat(readBefore).hasSize(IMAGES - 2).doesNotContain(id(10), id(11));

    fixture.storage.opened.clear();
    fixture.storage.beforeOpen = name -> {};
    long second = jobs.restart(first);
    JobRun done = await(jobs, second);

    assertThat(done.status()).isEqualTo("COMPLETED");
    assertThat(fixture.storage.opened).containsExactly(id(10), id(11));
    assertThat(rows(done)).containsExactlyElementsOf(allRows());
    assertThat(done.message()).startsWith("16 images, ").endsWith(": 16 good.");
    assertThat(done.report()).contains(fixture.reports.resolve("verify-" + first + ".csv"));
    assertThat(fixture.unfinishedFiles()).isEmpty();
    assertThatThrownBy(() -> jobs.restart(second))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("COMPLETED");
    assertThatThrownBy(() -> jobs.restart(first))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Run " + first + " was restarted as run " + second + ".");
  }

  @Test
  void stopsSoonAndGoesOnLater() throws Exception {
    BatchJobs jobs = fixture.server("here");
    byte[] large = new byte[1 << 20];
    fixture.addImage(IMAGES, fixture.content(IMAGES, large));
    // The last image alone would take two minutes.
    Map<String, String> slow = Map.of("bytes_per_second", Integer.toString(large.length / 60));
    long first = jobs.start("verify", slow);
    while (!fixture.storage.opened.contains(id(IMAGES))) {
      Thread.sleep(20);
    }
    assertThatThrownBy(() -> jobs.start("verify", slow))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Job verify already runs with these parameters: run " + first + ".");
    jobs.stop(first);
    long asked = System.nanoTime();
    JobRun stopped = await(jobs, first);
    assertThat(System.nanoTime() - asked).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(stopped.status()).isEqualTo("STOPPED");
    assertThat(stopped.steps()).noneMatch(step -> step.status().startsWith("STA"));
    assertThat(stopped.endedAt()).isPresent();
    assertThatThrownBy(() -> jobs.stop(first)).isInstanceOf(Refusal.Conflict.class);

    fixture.storage.opened.clear();
    fixture.delete(IMAGES);
    JobRun done = await(jobs, jobs.restart(first));

    assertThat(done.status()).isEqualTo("COMPLETED");
    assertThat(fixture.storage.opened).doesNotContain(id(12), id(13), id(14), id(15), id(16));
    assertThat(rows(done)).hasSize(IMAGES + 1).startsWith(allRows().toArray(String[]::new));
  }

  @Test
  void goesOnAfterACrash() throws Exception {
    BatchJobs crashed = fixture.server("here");
    CountDownLatch reached = blockAt(id(6));
    long first = crashed.start("verify", Map.of());
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
    awaitRead(crashed, first, IMAGES - 2);
    assertThat(crashed.show(first).status()).isEqualTo("STARTED");

    // The crashed server had written a row, but not noted that it had.
    Path part = fixture.reports.resolve("verify-" + first + ".part1");
    Files.writeString(part, goodRow(6).substring(0, 20), StandardOpenOption.APPEND);
    fixture.storage.beforeOpen = name -> {};
    fixture.storage.opened.clear();
    BatchJobs next = fixture.server("here");

    JobRun recovered = next.show(first);
    assertThat(recovered.status()).isEqualTo("FAILED");
    assertThat(recovered.message()).isEqualTo("The server ended while this run was under way.");
    assertThat(recovered.endedAt()).isPresent();
    JobRun done = await(next, next.restart(first));
    assertThat(done.status()).isEqualTo("COMPLETED");
    assertThat(fixture.storage.opened).containsExactly(id(6), id(7));
    assertThat(rows(done)).containsExactlyElementsOf(allRows());
    assertThat(next.show(first).status()).isEqualTo("FAILED");
  }

  private static void awaitRead(BatchJobs jobs, long run, long images) throws Exception {
    for (int tries = 0; tries < 1000; tries++) {
      long read =
          jobs.show(run).steps().stream()
              .filter(step -> step.name().startsWith("read:"))
              .mapToLong(JobRun.Step::read)
              .sum();
      if (read == images) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("Never read " + images + " images: " + jobs.show(run));
  }

  @Test
  void leavesTheRunsOfOtherServersAlone() throws Exception {
    BatchJobs here = fixture.server("here");
    CountDownLatch reached = blockAt(id(0));
    long run = here.start("verify", Map.of());
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

    BatchJobs there = fixture.server("there");

    assertThat(there.show(run).status()).isEqualTo("STARTED");
    assertThat(there.show(run).node()).isEqualTo("here");
    assertThatThrownBy(() -> there.start("verify", Map.of())).isInstanceOf(Refusal.Conflict.class);
    there.stop(run);
    release.countDown();
    assertThat(await(here, run).status()).isEqualTo("STOPPED");
    assertThatThrownBy(() -> there.restart(run))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Run " + run + " worked on node here and can go on only there.");
  }

  @Test
  void stopsItsRunsWhenItIsClosed() throws Exception {
    BatchJobs jobs = fixture.server("here");
    Map<String, String> slow = Map.of("bytes_per_second", "2");
    long run = jobs.start("verify", slow);
    while (fixture.storage.opened.isEmpty()) {
      Thread.sleep(20);
    }

    jobs.close();

    BatchJobs next = fixture.server("here");
    assertThat(next.show(run).status()).isEqualTo("STOPPED");
    assertThat(next.names()).containsExactly("import", "verify");
  }
}
