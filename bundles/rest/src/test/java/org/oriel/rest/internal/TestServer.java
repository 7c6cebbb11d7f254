// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.oriel.cache.internal.DiskCache;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.disk.qcow2.internal.Qcow2Format;
import org.oriel.disk.raw.internal.RawFormat;
import org.oriel.identity.internal.ConfiguredIdentity;
import org.oriel.image.Refusal;
import org.oriel.metadefs.internal.MetadefsService;
import org.oriel.policy.internal.RulePolicy;
import org.oriel.policy.internal.protection.ConfiguredProtection;
import org.oriel.policy.internal.quota.ConfiguredQuotas;
import org.oriel.service.internal.CacheRoom;
import org.oriel.service.internal.ConfiguredStores;
import org.oriel.service.internal.ImageActionsService;
import org.oriel.service.internal.ImageCachingService;
import org.oriel.service.internal.ImageFilesService;
import org.oriel.service.internal.ImageLocationsService;
import org.oriel.service.internal.ImagesService;
import org.oriel.service.internal.ImportsService;
import org.oriel.service.internal.LocationWork;
import org.oriel.service.internal.MembersService;
import org.oriel.service.internal.QuotaUsage;
import org.oriel.service.internal.StagingService;
import org.oriel.service.internal.TasksService;
import org.oriel.service.internal.UploadRecovery;
import org.oriel.signature.internal.VerifiedSignatures;
import org.oriel.storage.internal.MemoryStorage;
import org.oriel.storage.internal.StorageService;
import org.oriel.stores.memory.internal.MemoryStoreType;
import org.oriel.task.WorkOrder;
import org.oriel.testkit.catalogue.MemoryCache;
import org.oriel.testkit.catalogue.MemoryCatalogue;
import org.oriel.testkit.catalogue.MemoryTasks;
import org.oriel.testkit.metadef.MemoryMetadefs;

/** The whole server but for the database, on a port of its own. */
final class TestServer {
  static final String DATA = "application/octet-stream";
  private static final String PASSWORD = "correct horse";

  final MemoryCatalogue catalogue = new MemoryCatalogue();
  final MemoryTasks tasks = new MemoryTasks(catalogue);
  final List<WorkOrder> orders = new CopyOnWriteArrayList<>();
  private final ImportsService imports;
  volatile boolean full;
  final RestOptions options;
  final Entrance entrance = new Entrance();
  final ImageApi api;
  final CacheRoom caches = new CacheRoom();
  final DiskCache cache;
  private final Exercised exercised = new Exercised();
  private final StorageService storage;
  private final Server server = new Server();
  private final ServerConnector connector;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TestServer(Path directory, Map<String, Object> restSettings) throws Exception {
    this(directory, restSettings, Map.of());
  }

  TestServer(Path directory, Map<String, Object> restSettings, Map<String, Object> cacheSettings)
      throws Exception {
    Map<String, Object> settings =
        Map.of(
            "image_tag_quota",
            "5",
            "image_property_quota",
            "5",
            "self_url",
            "http://192.0.2.1:9292");
    storage = MemoryStorage.of(new MemoryStoreType(), List.of("fast", "slow"));
    RulePolicy policy = new RulePolicy(Map.of());
    ConfiguredProtection protection = new ConfiguredProtection(policy, Map.of());
    ConfiguredQuotas quotas = new ConfiguredQuotas(catalogue, Map.of());
    DiskInspector inspector = new DiskInspector();
    inspector.addFormat(new RawFormat());
    inspector.addFormat(new Qcow2Format());
    options = new RestOptions(restSettings);
    UploadRecovery recovery = new UploadRecovery(catalogue, storage);
    LocationWork work = new LocationWork(catalogue, tasks, storage, quotas, settings);
    ImagesService images =
        new ImagesService(catalogue, policy, protection, quotas, storage, work, caches, settings);
    imports = new ImportsService(catalogue, tasks, policy, quotas, storage, settings);
    imports.setDesk(this::take);
    cache = new DiskCache(catalogue, new MemoryCache("http://here"), storage, cacheSettings);
    caches.setCache(cache);
    TasksService taskService = new TasksService(catalogue, tasks, policy, images, settings);
    taskService.setDesk(this::take);
    api =
        new ImageApi(
            new ConfiguredIdentity(policy, users(directory)),
            new MetadefsService(new MemoryMetadefs(), policy),
            images,
            new ImageFilesService(
                catalogue,
                policy,
                quotas,
                storage,
                inspector,
                recovery,
                new VerifiedSignatures(Map.of("certificate_directory", directory.toString())),
                catalogue.outbox(),
                caches,
                settings),
            new ConfiguredStores(storage, policy),
            new MembersService(catalogue, catalogue, policy, settings),
            new ImageActionsService(catalogue, policy, storage),
            new QuotaUsage(quotas),
            taskService,
            new StagingService(catalogue, policy, quotas, storage, recovery, settings),
            imports,
            new ImageLocationsService(catalogue, policy, storage, work),
            new ImageCachingService(catalogue, policy, caches),
            options);
    entrance.open(api);
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(5_000);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addServlet(new ServletHolder(entrance), "/*");
    server.setHandler(context);
    server.start();
  }

  private void take(WorkOrder order) {
    if (full) {
      throw new Refusal.Unavailable("Too much work waits.", Duration.ofSeconds(1));
    }
    orders.add(order);
  }

  /** Users named after their roles and projects. */
  private static Map<String, Object> users(Path directory) throws IOException {
    String hash = BCrypt.withDefaults().hashToString(4, PASSWORD.toCharArray());
    Path file =
        Files.createFile(
            directory.resolve("users"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(
        file,
        List.of(
            "admin:" + hash + ":admin:admin",
            "alice:" + hash + ":p1:member,reader",
            "carol:" + hash + ":p1:reader",
            "bob:" + hash + ":p2:member,reader",
            "nobody:" + hash + ":p3:service"));
    return Map.of("provider", "local", "users_file", file.toString());
  }

  int port() {
    return connector.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  static String credentials(String user) {
    byte[] pair = (user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Begins a request. */
  Call call(String method, String path) {
    return new Call(method, path);
  }

  Call get(String path) {
    return call("GET", path).as("alice");
  }

  Call delete(String path) {
    return call("DELETE", path).as("alice");
  }

  Call post(String path, String body) {
    return call("POST", path).as("alice").body(body);
  }

  Call patch(String path, String body) {
    return call("PATCH", path)
        .as("alice")
        .header("Content-Type", "application/openstack-images-v2.1-json-patch")
        .body(body);
  }

  Call upload(String id, byte[] data) {
    return call("PUT", "/v2/images/" + id + "/file")
        .as("alice")
        .header("Content-Type", DATA)
        .body(BodyPublishers.ofByteArray(data));
  }

  void stop() throws Exception {
    Reply described = call("GET", "/oriel/v1/openapi.json").as("admin").send();
    if (described.status() == 200) {
      exercised.assertAreIn(described.json());
    }
    server.stop();
    cache.close();
    MemoryStorage.stop(storage);
  }

  /** A request that is being put together. */
  final class Call {
    private final String method;
    private final String path;
    private final Map<String, String> headers = new HashMap<>();
    private BodyPublisher body = BodyPublishers.noBody();

    private Call(String method, String path) {
      this.method = method;
      this.path = path;
    }

    Call as(String user) {
      return header("Authorization", credentials(user));
    }

    Call header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Call body(String text) {
      return body(BodyPublishers.ofString(text));
    }

    Call body(BodyPublisher publisher) {
      body = publisher;
      return this;
    }

    Reply send() throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url() + path))
              .timeout(Duration.ofSeconds(30))
              .method(method, body);
      headers.forEach(request::header);
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      exercised.note(method, path, response.statusCode());
      return new Reply(response);
    }
  }
}
