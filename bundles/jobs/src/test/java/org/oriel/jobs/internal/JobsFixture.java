// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.jobs.JobRun;
import org.oriel.policy.internal.quota.ConfiguredQuotas;
import org.oriel.signature.internal.VerifiedSignatures;
import org.oriel.testkit.catalogue.MemoryCatalogue;
import org.oriel.testkit.catalogue.MemoryTasks;
import org.oriel.testkit.jobs.BatchTables;
import org.springframework.batch.core.job.Job;

/** Jobs on a real database, with a catalogue in memory and stores that are folders. */
public final class JobsFixture implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public final DataSource database;
  public final MemoryCatalogue catalogue = new MemoryCatalogue();
  public final DirectoryStorage storage;
  public final Path reports;
  private final List<BatchJobs> open = new ArrayList<>();

  public JobsFixture(Path directory) throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    BatchTables.create(h2, Job.class.getClassLoader());
    database = h2;
    storage = new DirectoryStorage(directory.resolve("stores"), "first", "second");
    reports = directory.resolve("reports");
  }

  /** A server's jobs, with two workers. */
  public BatchJobs server(String node) throws Exception {
    return server(node, 2);
  }

  public BatchJobs server(String node, int workers) throws Exception {
    Map<String, Object> configuration =
        Map.of(
            "report_directory",
            reports.toString(),
            "max_workers",
            Integer.toString(workers),
            "node",
            node);
    BatchJobs jobs =
        new BatchJobs(
            database,
            catalogue,
            new MemoryTasks(catalogue),
            storage,
            new DiskInspector(),
            new ConfiguredQuotas(catalogue, Map.of()),
            new VerifiedSignatures(Map.of("certificate_directory", reports.toString())),
            catalogue.outbox(),
            new Borrowed(),
            configuration);
    open.add(jobs);
    return jobs;
  }

  /** An id that begins with a number, so that ids have a known order. */
  public static String id(int number) {
    return String.format("%08x-0000-4000-8000-000000000000", number);
  }

  /** Bytes of the image of a number. */
  public static byte[] data(int number) {
    return ("data of image " + number).getBytes(UTF_8);
  }

  /** Adds an active image whose data lie in store {@code first} and are as recorded. */
  public Image addImage(int number) throws Exception {
    return addImage(number, content(number, data(number)));
  }

  public Image addImage(int number, Content content) {
    Attributes attributes =
        Attributes.NONE
            .withName(Optional.of("image " + number))
            .withOwner(Optional.of(number % 2 == 0 ? "even" : "odd"));
    Image image =
        Image.recorded(
            id(number), ImageStatus.ACTIVE, attributes, content, Instant.now(), Instant.now());
    catalogue.add(image);
    return image;
  }

  public void addImages(int count) throws Exception {
    for (int number = 0; number < count; number++) {
      addImage(number);
    }
  }

  public void delete(int number) {
    Image image = catalogue.find(id(number), Caller.SYSTEM).orElseThrow();
    catalogue.store(image, image.delete(false));
  }

  /** What is recorded of some data, which are put into the first store. */
  public Content content(int number, byte[] bytes) throws Exception {
    ImageLocation location = storage.put("first", id(number), bytes);
    return content(bytes, List.of(location));
  }

  public static Content content(byte[] bytes, List<ImageLocation> locations) throws Exception {
    return new Content(
        OptionalLong.of(bytes.length),
        OptionalLong.empty(),
        Optional.of(hex("MD5", bytes)),
        Optional.of(new Multihash("sha512", hex("SHA-512", bytes))),
        locations);
  }

  public static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  public static JobRun await(BatchJobs jobs, long run) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    JobRun shown = jobs.show(run);
    while (shown.underWay()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("Run does not end: " + shown);
      }
      Thread.sleep(20);
      shown = jobs.show(run);
    }
    return shown;
  }

  /** Lines of the report without its header. */
  public static List<String> rows(JobRun run) throws Exception {
    List<String> lines = Files.readAllLines(run.report().orElseThrow());
    if (!lines.get(0).equals("image_id,name,store,size,verdict,detail")) {
      throw new AssertionError("No header: " + lines.get(0));
    }
    return lines.subList(1, lines.size());
  }

  /** The row of an image whose data are well. */
  public static String goodRow(int number) {
    return String.join(
        ",",
        id(number),
        "image " + number,
        "first",
        Integer.toString(data(number).length),
        "good",
        "");
  }

  public List<String> unfinishedFiles() throws Exception {
    try (var files = Files.list(reports)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".csv"))
          .toList();
    }
  }

  @Override
  public void close() {
    open.forEach(BatchJobs::close);
  }
}
