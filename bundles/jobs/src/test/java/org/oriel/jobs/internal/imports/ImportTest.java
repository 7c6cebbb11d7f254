// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.disk.qcow2.internal.Qcow2Format;
import org.oriel.disk.raw.internal.RawFormat;
import org.oriel.event.Outbox;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.jobs.JobRun;
import org.oriel.jobs.internal.BatchJobs;
import org.oriel.jobs.internal.Borrowed;
import org.oriel.jobs.internal.JobsFixture;
import org.oriel.policy.internal.quota.ConfiguredQuotas;
import org.oriel.signature.internal.VerifiedSignatures;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;
import org.oriel.storage.Stored;
import org.oriel.storage.internal.MemoryStorage;
import org.oriel.storage.internal.StorageService;
import org.oriel.stores.memory.internal.MemoryStoreType;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskStatus;
import org.oriel.task.WorkOrder;
import org.oriel.testkit.catalogue.MemoryCatalogue;
import org.oriel.testkit.catalogue.MemoryTasks;
import org.oriel.testkit.jobs.BatchTables;
import org.springframework.batch.core.job.Job;

/** Imports on real storage, with a real web server. */
@SuppressWarnings("NullAway.Init") // filled before each test
class ImportTest {
  private static final byte[] DATA = new byte[700_000];

  private static final String CHANNEL = "log";

  private final MemoryCatalogue catalogue =
      new MemoryCatalogue(Clock.systemUTC(), List.of(CHANNEL));
  private final MemoryTasks tasks = new MemoryTasks(catalogue);
  private final StorageService storage =
      MemoryStorage.of(new MemoryStoreType(), List.of("fast", "slow"));
  private final DiskInspector inspector = new DiskInspector();
  private final JdbcDataSource database = new JdbcDataSource();
  private final List<BatchJobs> open = new ArrayList<>();
  private final Borrowed borrowed = new Borrowed();
  private final CountDownLatch brake = new CountDownLatch(1);
  @TempDir private Path directory;
  private HttpServer web;

  @BeforeEach
  void start() throws Exception {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    BatchTables.create(database, Job.class.getClassLoader());
    inspector.addFormat(new RawFormat());
    inspector.addFormat(new Qcow2Format());
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.setExecutor(Executors.newCachedThreadPool());
    serve("/data", 200, DATA.length, DATA.length);
    serve("/chunked", 200, 0, DATA.length);
    serve("/short", 200, DATA.length, DATA.length / 2);
    serve("/missing", 404, -1, 0);
    redirect("/moved", "/data");
    redirect("/away", "http://169.254.169.254/");
    redirect("/round", "/round");
    web.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, DATA.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(DATA, 0, 300_000);
            body.flush();
            brake.await(20, TimeUnit.SECONDS);
            body.write(DATA, 300_000, DATA.length - 300_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    web.start();
  }

  private void serve(String path, int status, long announced, int sent) {
    web.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, announced);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(DATA, 0, sent);
          }
        });
  }

  private void redirect(String path, String target) {
    web.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", target);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    brake.countDown();
    open.forEach(BatchJobs::close);
    web.stop(0);
    MemoryStorage.stop(storage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4"})
  void bringsStagedDataIntoTheStores(String parallel) throws Exception {
    String id = staged("raw");
    Task task = order(id, "glance-direct", Optional.empty(), List.of("slow", "fast"), true);
    run(jobs(Map.of("max_parallel_stores", parallel)), task);

    Image image = image(id);
    assertThat(image.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image.content().size()).hasValue(DATA.length);
    assertThat(image.content().virtualSize()).hasValue(DATA.length);
    assertThat(image.content().checksum()).contains(JobsFixture.hex("MD5", DATA));
    assertThat(image.content().multihash().orElseThrow().value())
        .isEqualTo(JobsFixture.hex("SHA-512", DATA));
    assertThat(image.content().locations())
        .extracting(location -> location.store().orElseThrow())
        .containsExactlyInAnyOrder("fast", "slow");
    assertThat(read(image)).isEqualTo(DATA);
    assertThat(storage.find(Storage.STAGING, id)).isEmpty();
    assertThat(image.attributes().properties())
        .doesNotContainKeys(TaskCatalogue.LOCK, "os_glance_stage_host")
        .containsEntry("os_glance_importing_to_stores", "")
        .containsEntry("os_glance_failed_import", "");
    Task ended = task(task);
    assertThat(ended.status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(ended.result()).contains(Map.of("image_id", id));
    assertThat(ended.expiresAt().orElseThrow()).isAfter(Instant.now().plusSeconds(47 * 3600));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "chunked", "moved"})
  void fetchesData(String path) throws Exception {
    String id = queued("raw");
    run(jobs(Map.of()), order(id, "web-download", uri(path), List.of("fast"), true));
    Image image = image(id);
    assertThat(image.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image.content().checksum()).contains(JobsFixture.hex("MD5", DATA));
    assertThat(storage.find(Storage.STAGING, id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing: The server of the data answered 404.",
        "short: The server of the data broke off before their end.",
        "away: The data are redirected to a place that does not pass filtering.",
        "round: The server of the data redirects without end."
      })
  void queuesTheImageAgainWhenDataCannotBeFetched(String pair) throws Exception {
    String id = queued("raw");
    String path = pair.substring(0, pair.indexOf(':'));
    Task task = order(id, "web-download", uri(path), List.of("fast"), true);
    JobRun run = run(jobs(Map.of()), task);
    assertThat(run.status()).isEqualTo("FAILED");
    assertUndone(id, task, pair.substring(pair.indexOf(':') + 2));
  }

  @Test
  void refusesDataThatAreNotWhatTheImageDeclares() throws Exception {
    String id = staged("qcow2");
    Task task = order(id, "glance-direct", Optional.empty(), List.of("fast", "slow"), true);
    run(jobs(Map.of()), task);
    assertUndone(id, task, "Image disk_format qcow2 does not match stream data raw");
  }

  private void assertUndone(String id, Task task, String reason) {
    Image image = image(id);
    assertThat(image.status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(image.content()).isEqualTo(Content.NONE);
    assertThat(image.attributes().properties()).doesNotContainKey(TaskCatalogue.LOCK);
    for (String store : List.of("fast", "slow", Storage.STAGING)) {
      assertThat(storage.find(store, id)).as(store).isEmpty();
    }
    assertThat(task(task).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task(task).message()).isEqualTo(reason);
  }

  @Test
  void goesOnWithoutAStoreThatFailsIfItMay() throws Exception {
    String id = staged("raw");
    Task task = order(id, "glance-direct", Optional.empty(), List.of("gone", "fast"), false);
    run(jobs(Map.of()), task);
    Image image = image(id);
    assertThat(image.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image.attributes().properties()).containsEntry("os_glance_failed_import", "gone");
    assertThat(task(task).status()).isEqualTo(TaskStatus.SUCCESS);
  }

  @Test
  void failsWithOneStoreIfAllMustSucceed() throws Exception {
    String id = staged("raw");
    Task task = order(id, "glance-direct", Optional.empty(), List.of("fast", "gone"), true);
    run(jobs(Map.of()), task);
    assertUndone(id, task, task(task).message());
    assertThat(task(task).message()).contains("gone");
  }

  @Test
  void failsIfNoStoreSucceeds() throws Exception {
    String id = staged("raw");
    Task task = order(id, "glance-direct", Optional.empty(), List.of("gone", "lost"), false);
    run(jobs(Map.of()), task);
    assertThat(image(id).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(task(task).status()).isEqualTo(TaskStatus.FAILURE);
  }

  @Test
  void copiesAnImageToAnotherStore() throws Exception {
    String id = active();
    Task task = order(id, "copy-image", Optional.empty(), List.of("slow"), true);
    run(jobs(Map.of()), task);
    Image image = image(id);
    assertThat(image.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image.content().locations()).hasSize(2);
    assertThat(storage.find("slow", id)).isPresent();
    assertThat(task(task).status()).isEqualTo(TaskStatus.SUCCESS);
  }

  @Test
  void leavesAnActiveImageAloneWhenItsCopyFails() throws Exception {
    String id = active();
    Image before = image(id);
    Task task = order(id, "copy-image", Optional.empty(), List.of("slow", "gone"), true);
    run(jobs(Map.of()), task);
    assertThat(image(id).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image(id).content()).isEqualTo(before.content());
    assertThat(storage.find("slow", id)).isEmpty();
    assertThat(storage.find("fast", id)).isPresent();
    assertThat(image(id).attributes().properties())
        .containsEntry("os_glance_failed_import", "slow,gone");
  }

  @Test
  void goesOnAfterTheServerHasEnded() throws Exception {
    String id = queued("raw");
    Task task = order(id, "web-download", uri("slow"), List.of("fast"), true);
    BatchJobs first = jobs(Map.of());
    first.start(WorkOrder.IMPORT, Map.of(WorkOrder.TASK, task.id()));
    await(id, ImageStatus.IMPORTING);
    first.close();
    assertThat(task(task).status()).isEqualTo(TaskStatus.PROCESSING);
    brake.countDown();

    BatchJobs second = jobs(Map.of());
    assertThat(second.leftBehind()).containsExactly(WorkOrder.importing(task.id()));
    run(second, task);
    assertThat(image(id).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image(id).content().checksum()).contains(JobsFixture.hex("MD5", DATA));
    assertThat(second.leftBehind()).isEmpty();
    assertThat(run(second, task).completed()).as("a second time").isTrue();
  }

  @Test
  void endsCleanlyWhenTheImageIsDeletedMeanwhile() throws Exception {
    String id = queued("raw");
    Task task = order(id, "web-download", uri("slow"), List.of("fast"), true);
    BatchJobs jobs = jobs(Map.of());
    long run = jobs.start(WorkOrder.IMPORT, Map.of(WorkOrder.TASK, task.id()));
    await(id, ImageStatus.IMPORTING);
    catalogue.store(image(id), image(id).delete(false));
    brake.countDown();
    JobsFixture.await(jobs, run);
    assertThat(task(task).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task(task).message()).isEqualTo("Image " + id + " was deleted.");
    assertThat(storage.find("fast", id)).isEmpty();
    assertThat(storage.find(Storage.STAGING, id)).isEmpty();
  }

  @Test
  void touchesNothingOnceAnotherImportHasTheLock() throws Exception {
    String id = staged("raw");
    Task task = order(id, "glance-direct", Optional.empty(), List.of("fast"), true);
    tasks.passLock(id, task.id(), "another");
    run(jobs(Map.of()), task);
    assertThat(task(task).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(image(id).status()).isEqualTo(ImageStatus.UPLOADING);
    assertThat(storage.find(Storage.STAGING, id)).isPresent();
    assertThat(image(id).attributes().properties()).containsEntry(TaskCatalogue.LOCK, "another");
  }

  // ---- glance-download

  private static final String REMOTE = "11111111-2222-4333-8444-555555555555";

  /** Another image service, in the region {@code Far} of the catalog. */
  private void serveGlance(String description) {
    borrowed.setCatalog(
        (token, type, region, reach) ->
            token.text().equals("lent") && type.equals("image") && region.equals("Far")
                ? Optional.of(URI.create("http://127.0.0.1:" + port() + "/glance/v2/"))
                : Optional.empty());
    web.createContext(
        "/glance/v2/images/" + REMOTE,
        exchange -> {
          boolean known = "lent".equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
          boolean file = exchange.getRequestURI().getPath().endsWith("/file");
          byte[] body = file ? DATA : description.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(known ? body : new byte[0]);
          }
        });
  }

  private int port() {
    return web.getAddress().getPort();
  }

  private Task glanceDownload(String id, String region) {
    Map<String, Object> how =
        Map.of("name", "glance-download", "glance_image_id", REMOTE, "glance_region", region);
    return order(id, how, List.of("fast"), true, Map.of());
  }

  @Test
  void takesOverAnImageOfAnotherService() throws Exception {
    serveGlance(
        "{\"disk_format\": \"raw\", \"container_format\": \"bare\", \"hw_cpu_cores\": \"5\","
            + " \"trait:X\": \"required\", \"speed\": \"88\", \"os_glance_x\": \"y\"}");
    String id = queued("iso");
    catalogue.store(image(id), Import.with(image(id), "hw_cpu_cores", Optional.of("1")));
    Task task = glanceDownload(id, "Far");
    borrowed.keep(task.id(), new Caller.Token("lent"));

    run(jobs(Map.of("extra_properties", "hw_,trait:,os_")), task);

    assertThat(task(task).status()).as(task(task).message()).isEqualTo(TaskStatus.SUCCESS);
    Image image = image(id);
    assertThat(image.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image.attributes().diskFormat()).contains("raw");
    assertThat(image.attributes().properties())
        .containsEntry("hw_cpu_cores", "5")
        .containsEntry("trait:X", "required")
        .doesNotContainKeys("speed", "os_glance_x");
    assertThat(read(image)).isEqualTo(DATA);
    assertThat(borrowed.find(task.id())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Near, lent, The catalog names no such image service in that region.",
    "Far, '', The token of the one who ordered this is not known now.",
    "Far, bad, The catalog names no such image service in that region."
  })
  void takesNothingOverFromNowhere(String region, String token, String reason) throws Exception {
    serveGlance("{\"disk_format\": \"raw\", \"hw_x\": \"5\"}");
    String id = queued("raw");
    Task task = glanceDownload(id, region);
    if (!token.isEmpty()) {
      borrowed.keep(task.id(), new Caller.Token(token));
    }
    run(jobs(Map.of()), task);
    assertUndone(id, task, reason);
    assertThat(image(id).attributes().properties()).doesNotContainKey("hw_x");
  }

  @Test
  void leavesTheMetadataAloneWhenTheDataCannotBeTakenOver() throws Exception {
    serveGlance("{\"disk_format\": \"qcow2\", \"hw_x\": \"5\"}");
    web.createContext(
        "/glance/v2/images/" + REMOTE + "/file",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    String id = queued("raw");
    Task task = glanceDownload(id, "Far");
    borrowed.keep(task.id(), new Caller.Token("lent"));
    run(jobs(Map.of()), task);
    assertUndone(id, task, "The other image service answered 403.");
    assertThat(image(id).attributes().diskFormat()).contains("raw");
    assertThat(image(id).attributes().properties()).doesNotContainKey("hw_x");
  }

  // ---- what is checked when the task begins

  @Test
  void checksTheQuotaWhenTheTaskBegins() throws Exception {
    String id = staged("raw");
    Image full = image(active());
    catalogue.store(full, full.with(full.attributes().withOwner(Optional.of("p"))));
    Task task = order(id, "glance-direct", Optional.empty(), List.of("fast"), true);
    run(jobs(Map.of("user_storage_quota", "5")), task);
    assertThat(task(task).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(image(id).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(storage.find("fast", id)).isEmpty();
  }

  @Test
  void refusesDataOfASignatureThatCannotBeVerified() throws Exception {
    String id = staged("raw");
    Map<String, String> signature =
        Map.of(
            "img_signature",
            "AAAA",
            "img_signature_hash_method",
            "SHA-256",
            "img_signature_key_type",
            "RSA-PSS",
            "img_signature_certificate_uuid",
            REMOTE);
    catalogue.store(image(id), image(id).with(image(id).attributes().withProperties(signature)));
    Task task = order(id, "glance-direct", Optional.empty(), List.of("fast"), true);
    run(jobs(Map.of()), task);
    assertThat(task(task).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(image(id).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(storage.find("fast", id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void injectsPropertiesIfTheTaskSaysSo(boolean wanted) throws Exception {
    String id = staged("raw");
    Task task =
        order(
            id,
            Map.of("name", "glance-direct"),
            List.of("fast"),
            true,
            wanted ? Map.of(Task.INJECT, true) : Map.of());
    run(jobs(Map.of("inject", "imported_by:oriel,site:here")), task);
    assertThat(image(id).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(image(id).attributes().properties().get("imported_by"))
        .isEqualTo(wanted ? "oriel" : null);
  }

  @Test
  void tellsOfEachStore() throws Exception {
    String id = staged("raw");
    Task task = order(id, "glance-direct", Optional.empty(), List.of("fast", "slow"), true);
    run(jobs(Map.of()), task);
    assertThat(image(id).status()).isEqualTo(ImageStatus.ACTIVE);
    List<String> types =
        catalogue.outbox().claim(CHANNEL, 100, Duration.ofMinutes(1)).stream()
            .map(Outbox.Row::type)
            .filter(
                type -> List.of("image.prepare", "image.upload", "image.activate").contains(type))
            .toList();
    assertThat(types)
        .containsExactly(
            "image.prepare", "image.upload", "image.prepare", "image.upload", "image.activate");
  }

  private BatchJobs jobs(Map<String, Object> more) throws Exception {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("report_directory", directory.toString());
    settings.put("allowed_hosts", "127.0.0.1");
    settings.put("allowed_ports", Integer.toString(web.getAddress().getPort()));
    BatchJobs jobs =
        new BatchJobs(
            database,
            catalogue,
            tasks,
            storage,
            inspector,
            new ConfiguredQuotas(catalogue, more),
            new VerifiedSignatures(Map.of("certificate_directory", directory.toString())),
            catalogue.outbox(),
            borrowed,
            settings);
    open.add(jobs);
    return jobs;
  }

  private static JobRun run(BatchJobs jobs, Task task) throws Exception {
    return JobsFixture.await(jobs, jobs.start(WorkOrder.IMPORT, Map.of(WorkOrder.TASK, task.id())));
  }

  private Optional<String> uri(String path) {
    return Optional.of("http://127.0.0.1:" + web.getAddress().getPort() + "/" + path);
  }

  private String queued(String diskFormat) {
    String id = UUID.randomUUID().toString();
    catalogue.add(
        Image.queued(
            id,
            Attributes.NONE
                .withDiskFormat(Optional.of(diskFormat))
                .withContainerFormat(Optional.of("bare")),
            Instant.now()));
    return id;
  }

  private String staged(String diskFormat) {
    String id = queued(diskFormat);
    catalogue.store(image(id), image(id).beginStaging());
    ingest(Storage.STAGING, id);
    return id;
  }

  private String active() {
    String id = queued("raw");
    Stored stored = ingest("fast", id);
    catalogue.store(
        image(id),
        image(id)
            .activate(
                new Content(
                    OptionalLong.of(stored.size()),
                    OptionalLong.empty(),
                    Optional.of(stored.checksum()),
                    Optional.of(stored.multihash()),
                    List.of(stored.location()))));
    return id;
  }

  private Stored ingest(String store, String id) {
    return storage.ingest(
        new Intake(store, id, OptionalLong.empty(), Long.MAX_VALUE, "sha512", List.of()),
        Channels.newChannel(new ByteArrayInputStream(DATA)));
  }

  private Task order(
      String id, String method, Optional<String> uri, List<String> stores, boolean all) {
    Map<String, Object> how = new HashMap<>();
    how.put("name", method);
    uri.ifPresent(text -> how.put("uri", text));
    return order(id, how, stores, all, Map.of());
  }

  private Task order(
      String id, Map<String, Object> how, List<String> stores, boolean all, Map<String, ?> more) {
    Map<String, Object> input = new HashMap<>(more);
    input.put("image_id", id);
    input.put("backend", stores);
    input.put("import_req", Map.of("method", how, "all_stores_must_succeed", all));
    Task task =
        Task.pending(
            UUID.randomUUID().toString(),
            Task.API_IMAGE_IMPORT,
            new Task.Asked(Optional.of("p"), Optional.empty(), Optional.empty(), Optional.of(id)),
            input,
            Instant.now());
    tasks.add(task);
    tasks.lock(id, task.id());
    return task;
  }

  private Image image(String id) {
    return catalogue.find(id, Caller.SYSTEM).orElseThrow();
  }

  private Task task(Task task) {
    return tasks.find(task.id(), Caller.SYSTEM).orElseThrow();
  }

  private byte[] read(Image image) throws IOException {
    try (ImageData data = storage.open(image.content().locations())) {
      return Channels.newInputStream(data.from(0)).readAllBytes();
    }
  }

  private void await(String id, ImageStatus status) throws InterruptedException {
    Instant limit = Instant.now().plusSeconds(20);
    while (image(id).status() != status) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.sleep(20);
    }
  }
}
