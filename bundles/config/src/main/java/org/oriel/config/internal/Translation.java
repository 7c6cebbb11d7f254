// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.oriel.base.Problems;

/** Turns settings into configurations of the rooms. */
final class Translation {
  private static final String CACHE = "org.oriel.cache";
  private static final String HTTP = "org.apache.felix.http";
  private static final String JETTY = "org.apache.felix.http.jetty.";
  private static final String PERSISTENCE = "org.oriel.persistence";
  private static final String POLICY = "org.oriel.policy";
  private static final String REST = "org.oriel.rest";
  private static final String SERVICE = "org.oriel.service";
  private static final String STORAGE = "org.oriel.storage";
  private static final String IMPORT = "org.oriel.import";
  private static final String STAGING = "os_glance_staging_store";
  private static final String STAGING_PID = "org.oriel.store~" + STAGING;
  private static final String IDENTITY = "org.oriel.identity";
  private static final String NOTIFICATIONS = "org.oriel.notifications";
  private static final String OSLO = "oslo_messaging_notifications";

  private final OptionTable table;
  private final Settings settings;
  private final Surroundings surroundings;
  private final Problems problems;
  private final Map<String, Map<String, String>> configurations = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  private Translation(
      OptionTable table, Settings settings, Surroundings surroundings, Problems problems) {
    this.table = table;
    this.settings = settings;
    this.surroundings = surroundings;
    this.problems = problems;
  }

  /** The configurations that follow; worth nothing if there are problems afterwards. */
  static Plan translate(
      OptionTable table,
      Settings settings,
      Surroundings surroundings,
      PasteFile paste,
      Problems problems) {
    Translation translation = new Translation(table, settings, surroundings, problems);
    translation.plain();
    translation.http();
    translation.database();
    translation.filters(Filters.read(table, settings, paste, problems));
    translation.cache();
    translation.policy();
    StoreSections stores = StoreSections.read(table, settings, problems);
    translation.stores(stores);
    translation.staging(stores);
    translation.imports();
    translation.notifications();
    translation.warnings.addAll(Strangers.warnings(table, settings, stores));
    return new Plan(translation.configurations, translation.warnings);
  }

  private void plain() {
    for (OptionRow row : table.rows()) {
      if (row.written() && !row.ofStore()) {
        put(row.pid(), row.key(), settings.value(row));
      }
    }
  }

  private void http() {
    OptionRow host = table.get("DEFAULT", "bind_host");
    if (surroundings.conf().isEmpty() && !settings.isSet(host)) {
      put(HTTP, "org.apache.felix.http.host", "127.0.0.1");
    }
    port();
    long idle = number("client_socket_timeout") * 1000;
    put(HTTP, "org.apache.felix.http.timeout", Long.toString(idle == 0 ? -1 : idle));
    put(REST, "client_socket_timeout", Long.toString(idle / 1000));
    put(HTTP, JETTY + "headerBufferSize", Long.toString(number("max_header_line") * 2));
    put(HTTP, JETTY + "acceptors", "1");
    put(HTTP, JETTY + "maxFormSize", "65536");
    put(HTTP, JETTY + "sendServerHeader", "false");
    put(HTTP, "org.apache.felix.http.mbeans", "false");
    put(HTTP, "org.apache.felix.http.session.timeout", "1");
    put(HTTP, "org.eclipse.jetty.servlet.SessionIdPathParameterName", "none");
    put(HTTP, "org.eclipse.jetty.UriComplianceMode", "UNSAFE");
    String loopback = Boolean.toString(isLoopback(get(HTTP, "org.apache.felix.http.host")));
    put(REST, "loopback", loopback);
    put(IDENTITY, "loopback", loopback);
    put(IDENTITY, "endpoint", endpoint());
    put(IDENTITY, "data_directory", surroundings.data().toString());
    String node = value("DEFAULT", "worker_self_reference_url");
    put(SERVICE, "node", node.isEmpty() ? surroundings.node() : node);
    put(PERSISTENCE, "node", node.isEmpty() ? surroundings.node() : node);
    put(SERVICE, "show_multiple_locations", value("DEFAULT", "show_multiple_locations"));
  }

  /** Where a client on this machine finds us. */
  private String endpoint() {
    String publicEndpoint = value("DEFAULT", "public_endpoint");
    if (!publicEndpoint.isEmpty()) {
      return publicEndpoint.replaceFirst("/+$", "");
    }
    String host = get(HTTP, "org.apache.felix.http.host");
    if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
      host = "127.0.0.1";
    }
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + bracketed + ":" + get(HTTP, "org.osgi.service.http.port");
  }

  private void port() {
    Kind kind = table.get("DEFAULT", "bind_port").kind();
    surroundings
        .port()
        .ifPresent(
            port ->
                kind.canonical(port)
                    .ifPresentOrElse(
                        number -> put(HTTP, "org.osgi.service.http.port", number),
                        () -> problems.add("The property oriel.port " + kind.demand() + ".")));
  }

  private long number(String option) {
    return Long.parseLong(value("DEFAULT", option));
  }

  private void database() {
    OptionRow row = table.get("database", "connection");
    String connection = settings.value(row);
    String dialect = connection.toLowerCase(Locale.ROOT).replaceFirst("[+:].*", "");
    if (connection.isEmpty()) {
      connection = "h2:file:" + surroundings.data().resolve("db").resolve("oriel");
    } else if (dialect.equals("sqlite") || dialect.startsWith("postgres")) {
      complain(row, "names a database that is not supported: MySQL, MariaDB and h2:file:PATH are");
    } else if (!Set.of("mysql", "mariadb", "h2").contains(dialect)) {
      complain(row, "is neither a URL of MySQL or MariaDB nor h2:file:PATH");
    }
    put(PERSISTENCE, "connection", connection);
  }

  private void complain(OptionRow row, String what) {
    settings.strongest(row).ifPresent(at -> problems.add(at.place() + " " + what + "."));
  }

  private void filters(Filters filters) {
    filters.identity().forEach((key, value) -> put(IDENTITY, key, value));
    filters.rest().forEach((key, value) -> put(REST, key, value));
    if (!get(IDENTITY, "provider").equals("keystone")) {
      configurations
          .getOrDefault(IDENTITY, new TreeMap<>())
          .keySet()
          .removeIf(key -> key.startsWith("keystone_"));
    }
    warnings.addAll(filters.warnings());
  }

  /** Without a directory the cache is configured all the same, so that it does not seem missing. */
  private void cache() {
    boolean named = !value("DEFAULT", "image_cache_dir").isEmpty();
    put(REST, "image_cache_dir_set", Boolean.toString(named));
    put(CACHE, "cache_filter", get(REST, "cache_filter"));
    OptionRow driver = table.get("DEFAULT", "image_cache_driver");
    if (!settings.value(driver).equals("centralized_db")) {
      settings
          .strongest(driver)
          .ifPresent(
              at ->
                  warnings.add(
                      at.place()
                          + " names another driver of the cache than centralized_db:"
                          + " its records are in the database all the same."));
    }
  }

  private void policy() {
    OptionRow row = table.get("oslo_policy", "policy_file");
    Optional<Path> path = beside(settings.value(row));
    if (path.isPresent() && (settings.isSet(row) || Files.exists(path.get()))) {
      put(POLICY, "policy_file", path.get().toString());
    }
    beside("schema-image.json")
        .filter(Files::exists)
        .ifPresent(file -> put(REST, "image_schema_file", file.toString()));
    String directories =
        value("oslo_policy", "policy_dirs")
            .lines()
            .flatMap(name -> beside(name.strip()).stream())
            .map(Path::toString)
            .collect(Collectors.joining("\n"));
    put(POLICY, "policy_dirs", directories);
    beside(value("DEFAULT", "property_protection_file"))
        .ifPresent(file -> put(POLICY, "property_protection_file", file.toString()));
  }

  /** A file that stands beside glance-api.conf, if it is named and not by an absolute path. */
  private Optional<Path> beside(String file) {
    Path directory = surroundings.confDirectory().orElse(surroundings.data().resolve("etc"));
    return file.isEmpty() ? Optional.empty() : Optional.of(directory.resolve(file));
  }

  private void stores(StoreSections stores) {
    put(REST, "enabled_backends_set", Boolean.toString(stores.multistore()));
    put(STORAGE, "multistore", Boolean.toString(stores.multistore()));
    put(STORAGE, "stores", String.join(",", stores.offered()));
    put(STORAGE, "default_backend", stores.defaultStore());
    stores.all().forEach(store -> configurations.put("org.oriel.store~" + store.id(), store.raw()));
  }

  /** There is always a staging area. */
  private void staging(StoreSections stores) {
    String directory = surroundings.data().resolve("staging").toString();
    OptionRow row = table.get("DEFAULT", "node_staging_uri");
    String uri = settings.value(row);
    if (!uri.isEmpty() && !stores.multistore()) {
      if (uri.startsWith("file:///")) {
        directory = uri.substring("file://".length());
      } else {
        complain(row, "is not a file:// URI of a directory");
      }
    }
    Map<String, String> configured =
        new TreeMap<>(configurations.getOrDefault(STAGING_PID, Map.of()));
    configured.put("name", STAGING);
    configured.putIfAbsent("type", "file");
    configured.putIfAbsent("weight", "0");
    if (!configured.containsKey("filesystem_store_datadirs")) {
      configured.putIfAbsent("filesystem_store_datadir", directory);
    }
    configurations.put(STAGING_PID, configured);
  }

  /** Who checks the order of an import and who carries it out go by the same options. */
  private void imports() {
    for (OptionRow row : table.rows()) {
      if (row.written() && row.pid().equals(IMPORT) && settings.value(row).isEmpty()) {
        // An emptied list is another thing than none.
        put(IMPORT, row.key(), row.otherwise().isEmpty() ? "" : "[]");
      }
    }
    String self = value("DEFAULT", "worker_self_reference_url");
    put(IMPORT, "self_url", self.isEmpty() ? value("DEFAULT", "public_endpoint") : self);
    put(IMPORT, "node", get(SERVICE, "node"));
    if (get(STAGING_PID, "type").equals("file")) {
      put(IMPORT, "staging_directory", get(STAGING_PID, "filesystem_store_datadir"));
    }
    put(IMPORT, "enabled_import_methods", value("DEFAULT", "enabled_import_methods"));
    put(IMPORT, "image_size_cap", value("DEFAULT", "image_size_cap"));
    put(IMPORT, "hashing_algorithm", value("DEFAULT", "hashing_algorithm"));
    put(IMPORT, "require_image_format_match", value("image_format", "require_image_format_match"));
    put(IMPORT, "required_inspectors", value("oriel_service", "required_inspectors"));
  }

  /**
   * Where nobody wants to hear of anything, nothing is kept for notifications; the couriers are
   * configured all the same, so that none of them seems to be missing.
   */
  private void notifications() {
    OptionRow drivers = table.get(OSLO, "driver");
    Set<String> channels = new LinkedHashSet<>();
    boolean envelope = false;
    for (String driver : settings.value(drivers).split("[\n,]", -1)) {
      switch (driver.strip()) {
        case "messaging", "messagingv2" -> channels.add("messaging");
        case "log" -> channels.add("log");
        case "", "noop" -> {}
        default ->
            complain(
                drivers,
                "is a driver that is not supported: messagingv2, messaging, log, noop are");
      }
      envelope |= driver.strip().equals("messagingv2");
    }
    String webhooks = value("oriel_notifications", "webhooks");
    for (String pair : Kind.members(webhooks)) {
      channels.add("webhook." + pair.replaceFirst(":.*", ""));
    }
    put(NOTIFICATIONS, "publisher_id", value("DEFAULT", "default_publisher_id"));
    if (channels.isEmpty()) {
      return;
    }
    put(PERSISTENCE, "notification_channels", String.join(",", channels));
    put(PERSISTENCE, "notification_rows", value("oriel_notifications", "rows"));
    put(PERSISTENCE, "disabled_notifications", value("DEFAULT", "disabled_notifications"));
    put(NOTIFICATIONS, "channels", String.join(",", channels));
    put(NOTIFICATIONS, "envelope", Boolean.toString(envelope));
    put(NOTIFICATIONS, "control_exchange", value("DEFAULT", "control_exchange"));
    String brokers = value(OSLO, "transport_url");
    put(
        NOTIFICATIONS,
        "transport_url",
        brokers.isEmpty() ? value("DEFAULT", "transport_url") : brokers);
    put(NOTIFICATIONS, "topics", value(OSLO, "topics"));
    for (String option :
        List.of(
            "amqp_durable_queues",
            "amqp_auto_delete",
            "rabbit_quorum_queue",
            "ssl",
            "ssl_ca_file")) {
      put(NOTIFICATIONS, option, value("oslo_messaging_rabbit", option));
    }
    put(NOTIFICATIONS, "webhooks", webhooks);
    put(NOTIFICATIONS, "webhook_secret", value("oriel_notifications", "webhook_secret"));
    put(NOTIFICATIONS, "webhook_patience", value("oriel_notifications", "webhook_patience"));
  }

  private String value(String section, String option) {
    return settings.value(table.get(section, option));
  }

  private void put(String pid, String key, String value) {
    Map<String, String> configuration = configurations.computeIfAbsent(pid, p -> new TreeMap<>());
    if (value.isEmpty()) {
      configuration.remove(key);
    } else {
      configuration.put(key, value);
    }
  }

  private String get(String pid, String key) {
    return configurations.getOrDefault(pid, Map.of()).getOrDefault(key, "");
  }

  /** Judges the written address only: names are not looked up. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
