// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.oriel.jobs.internal.JobsFixture.await;
import static org.oriel.jobs.internal.JobsFixture.content;
import static org.oriel.jobs.internal.JobsFixture.data;
import static org.oriel.jobs.internal.JobsFixture.goodRow;
import static org.oriel.jobs.internal.JobsFixture.hex;
import static org.oriel.jobs.internal.JobsFixture.id;
import static org.oriel.jobs.internal.JobsFixture.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Content;
import org.oriel.image.ImageLocation;
import org.oriel.image.Multihash;
import org.oriel.jobs.JobRun;
import org.oriel.storage.StoreStatus;

class VerifyTest {
  private final Path directory;
  private final JobsFixture fixture;
  private final BatchJobs jobs;

  VerifyTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    fixture = new JobsFixture(directory);
    jobs = fixture.server("here");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private JobRun verify(Map<String, String> parameters) throws Exception {
    return await(jobs, jobs.start("verify", parameters));
  }

  @Test
  void reportsEveryImageOnceAndInOrder() throws Exception {
    fixture.addImages(11);

    JobRun run = verify(Map.of());

    assertThat(run.status()).isEqualTo("COMPLETED");
    assertThat(run.report()).contains(fixture.reports.resolve("verify-" + run.number() + ".csv"));
    assertThat(rows(run))
        .containsExactlyElementsOf(IntStream.range(0, 11).mapToObj(JobsFixture::goodRow).toList());
    assertThat(run.message()).matches("11 images, \\d+ B read: 11 good\\.");
    assertThat(run.steps())
        .extracting(JobRun.Step::name)
        .contains("plan", "read", "read:0", "read:1", "read:2", "read:3", "report");
    assertThat(run.steps().stream().filter(step -> step.name().startsWith("read:")))
        .allMatch(step -> step.done().equals(step.planned()))
        .extracting(JobRun.Step::read)
        .containsExactlyInAnyOrder(2L, 3L, 3L, 3L);
    assertThat(fixture.unfinishedFiles()).isEmpty();
  }

  @Test
  void makesAReportOfNothing() throws Exception {
    JobRun run = verify(Map.of());

    assertThat(run.status()).isEqualTo("COMPLETED");
    assertThat(rows(run)).isEmpty();
    assertThat(run.message()).isEqualTo("0 images, 0 B read.");
  }

  @Test
  void saysOfEachCopyWhatIsWrongWithIt() throws Exception {
    fixture.addImage(0);
    fixture.addImage(1);
    fixture.storage.put("first", id(1), "data of image 9".getBytes(UTF_8));
    fixture.addImage(2);
    fixture.storage.put("first", id(2), "short".getBytes(UTF_8));
    Content lost = content(data(3), List.of(fixture.storage.put("first", "elsewhere", data(3))));
    Files.delete(directory.resolve("stores/first/elsewhere"));
    fixture.addImage(3, lost);
    fixture.addImage(4, content(data(4), List.of(fixture.storage.put("second", id(4), data(4)))));
    fixture.storage.set("second", StoreStatus.State.DOWN);

    JobRun run = verify(Map.of());

    byte[] wrong = "data of image 9".getBytes(UTF_8);
    assertThat(run.status()).isEqualTo("COMPLETED");
    assertThat(rows(run))
        .containsExactly(
            goodRow(0),
            id(1)
                + ",image 1,first,15,corrupt,\"Checksum is "
                + hex("MD5", wrong)
                + ", recorded is "
                + hex("MD5", data(1))
                + ". Digest sha512 is "
                + hex("SHA-512", wrong)
                + ", recorded is "
                + hex("SHA-512", data(1))
                + ".\"",
            id(2) + ",image 2,first,15,corrupt,\"5 bytes, recorded are 15.\"",
            id(3) + ",image 3,first,15,missing,No data.",
            id(4) + ",image 4,second,15,unreachable,Store second is down.");
    assertThat(run.message())
        .isEqualTo("5 images, 30 B read: 1 good, 2 corrupt, 1 missing, 1 unreachable.");
  }

  @Test
  void looksAtEachCopyOfAnImage() throws Exception {
    List<ImageLocation> copies =
        List.of(
            fixture.storage.put("first", id(1), data(1)),
            fixture.storage.put("second", id(1), data(2)));
    fixture.addImage(1, content(data(1), copies));

    assertThat(rows(verify(Map.of()))).hasSize(2).anyMatch(row -> row.contains(",second,15,corr"));
    assertThat(rows(verify(Map.of("store", "first")))).containsExactly(goodRow(1));
  }

  @Test
  void doesNotCallGoodWhatCannotBeCompared() throws Exception {
    Content whole = fixture.content(0, data(0));
    fixture.addImage(
        0,
        new Content(
            whole.size(),
            OptionalLong.empty(),
            Optional.empty(),
            whole.multihash(),
            whole.locations()));
    whole = fixture.content(1, data(1));
    fixture.addImage(
        1,
        new Content(
            whole.size(),
            OptionalLong.empty(),
            whole.checksum(),
            Optional.of(new Multihash("whirlpool", "00")),
            whole.locations()));
    whole = fixture.content(2, data(2));
    fixture.addImage(
        2,
        new Content(
            whole.size(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(new Multihash("sha512", "00")),
            whole.locations()));
    whole = fixture.content(3, data(3));
    Multihash sha3 = new Multihash("sha3_256", hex("SHA3-256", data(3)));
    fixture.addImage(
        3,
        new Content(
            whole.size(),
            OptionalLong.empty(),
            whole.checksum(),
            Optional.of(sha3),
            whole.locations()));
    fixture.addImage(4, content(data(4), List.of()));

    List<String> rows = rows(verify(Map.of()));

    assertThat(rows.get(0))
        .isEqualTo(id(0) + ",image 0,first,15,unverified,No checksum is recorded.");
    assertThat(rows.get(1))
        .isEqualTo(id(1) + ",image 1,first,15,unverified,Algorithm whirlpool is not known.");
    assertThat(rows.get(2)).startsWith(id(2) + ",image 2,first,15,corrupt,");
    assertThat(rows.get(3)).isEqualTo(goodRow(3));
    assertThat(rows.get(4)).isEqualTo(id(4) + ",image 4,,15,missing,The image has no location.");
  }

  @Test
  void looksOnlyAtWhatItIsAskedFor() throws Exception {
    fixture.addImages(6);

    assertThat(rows(verify(Map.of("image", id(4) + ", " + id(1)))))
        .containsExactly(goodRow(1), goodRow(4));
    assertThat(rows(verify(Map.of("owner", "odd"))))
        .containsExactly(goodRow(1), goodRow(3), goodRow(5));
    assertThat(rows(verify(Map.of("store", "second")))).isEmpty();
  }

  @Test
  void skipsImagesThatWereDeletedMeanwhile() throws Exception {
    fixture.addImages(8);
    fixture.storage.beforeOpen =
        name -> {
          if (name.equals(id(0))) {
            fixture.delete(1);
          }
        };

    JobRun run = verify(Map.of());

    assertThat(run.status()).isEqualTo("COMPLETED");
    assertThat(rows(run)).hasSize(8).contains(id(1) + ",,,,skipped,Not active.");
    assertThat(run.message()).endsWith("read: 7 good, 1 skipped.");
    assertThat(run.steps()).anyMatch(step -> step.skipped() == 1);
  }

  @Test
  void skipsImagesThatAreDeletedWhileTheyAreRead() throws Exception {
    fixture.addImages(1);
    fixture.storage.beforeOpen =
        name -> {
          fixture.delete(0);
          directory.resolve("stores/first/" + name).toFile().delete();
        };

    assertThat(rows(verify(Map.of())))
        .containsExactly(id(0) + ",image 0,first,15,skipped,Removed meanwhile.");
  }

  @Test
  void readsNoFasterThanItMay() throws Exception {
    byte[] large = new byte[300_000];
    fixture.addImage(0, fixture.content(0, large));

    long begin = System.nanoTime();
    JobRun run = verify(Map.of("bytes_per_second", "400000"));

    // Two workers share the speed.
    assertThat(System.nanoTime() - begin).isGreaterThan(1_300_000_000L);
    assertThat(run.message()).isEqualTo("1 image, 293 KiB read: 1 good.");
  }
}
