// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranslationTest {
  @Test
  void withoutAFileEveryRoomGetsItsDefaults() {
    Translated defaults = Translated.nothing();

    assertThat(defaults.problems()).isEmpty();
    assertThat(defaults.plan().warnings()).isEmpty();
    assertThat(defaults.plan().configurations())
        .containsOnlyKeys(
            "org.apache.felix.http",
            "org.oriel.rest",
            "org.oriel.identity",
            "org.oriel.conversion",
            "org.oriel.policy",
            "org.oriel.persistence",
            "org.oriel.storage",
            "org.oriel.store~file",
            "org.oriel.store~http",
            "org.oriel.store~os_glance_staging_store",
            "org.oriel.import",
            "org.oriel.service",
            "org.oriel.signatures",
            "org.oriel.cache",
            "org.oriel.formats.qcow2",
            "org.oriel.jobs",
            "org.oriel.routes",
            "org.oriel.notifications");
    assertThat(defaults.pid("org.apache.felix.http"))
        .containsEntry("org.apache.felix.http.host", "127.0.0.1")
        .containsEntry("org.osgi.service.http.port", "9292")
        .containsEntry("org.apache.felix.http.jetty.headerBufferSize", "32768")
        .containsEntry("org.apache.felix.http.timeout", "900000");
    assertThat(defaults.pid("org.oriel.rest"))
        .doesNotContainKey("public_endpoint")
        .doesNotContainKey("disable_by_file_path")
        .containsEntry("limit_param_default", "25")
        .containsEntry("api_limit_max", "1000")
        .containsEntry("max_request_id_length", "64")
        .containsEntry("enabled_backends_set", "false")
        .containsEntry("image_cache_dir_set", "false")
        .containsEntry("enabled_import_methods", "glance-direct,web-download,copy-image")
        .containsEntry("show_image_direct_url", "false")
        .containsEntry("show_multiple_locations", "false")
        .containsEntry("loopback", "true");
    assertThat(defaults.pid("org.oriel.identity"))
        .containsOnly(
            Map.entry("provider", "local"),
            Map.entry("users_file", "/data/etc/users"),
            Map.entry("data_directory", "/data"),
            Map.entry("endpoint", "http://127.0.0.1:9292"),
            Map.entry("loopback", "true"),
            Map.entry("allow_open_access", "false"),
            Map.entry("allow_anonymous_access", "false"),
            Map.entry("realm", "Oriel"));
    assertThat(defaults.pid("org.oriel.policy"))
        .containsOnly(
            Map.entry("enforce_new_defaults", "true"),
            Map.entry("user_storage_quota", "0"),
            Map.entry("policy_dirs", "/data/etc/policy.d"),
            Map.entry("policy_default_rule", "default"),
            Map.entry("remote_content_type", "application/x-www-form-urlencoded"),
            Map.entry("remote_timeout", "60"),
            Map.entry("remote_ssl_verify_server_crt", "false"),
            Map.entry("use_keystone_limits", "false"),
            Map.entry("limit_endpoint_interface", "publicURL"),
            Map.entry("limit_auth_type", "password"),
            Map.entry("limit_insecure", "false"),
            Map.entry("limit_timeout", "10"),
            Map.entry("limits_cache_milliseconds", "1000"),
            Map.entry("property_protection_rule_format", "roles"));
    assertThat(defaults.pid("org.oriel.persistence"))
        .containsOnly(
            Map.entry("connection", "h2:file:/data/db/oriel"),
            Map.entry("node", Translated.NODE),
            Map.entry("max_pool_size", "20"),
            Map.entry("max_overflow", "0"),
            Map.entry("pool_timeout", "5"),
            Map.entry("connection_recycle_time", "3600"));
    assertThat(defaults.pid("org.oriel.storage"))
        .containsOnly(
            Map.entry("stores", "file,http"),
            Map.entry("default_backend", "file"),
            Map.entry("drain_seconds", "30"),
            Map.entry("multistore", "false"));
    assertThat(defaults.pid("org.oriel.store~file"))
        .containsOnly(
            Map.entry("name", "file"),
            Map.entry("type", "file"),
            Map.entry("weight", "0"),
            Map.entry("filesystem_store_datadir", "/data/images"));
    assertThat(defaults.pid("org.oriel.service"))
        .containsOnly(
            Map.entry("image_size_cap", "1099511627776"),
            Map.entry("hashing_algorithm", "sha512"),
            Map.entry("image_property_quota", "128"),
            Map.entry("image_tag_quota", "128"),
            Map.entry("image_member_quota", "128"),
            Map.entry("image_location_quota", "10"),
            Map.entry("do_secure_hash", "true"),
            Map.entry("http_retries", "3"),
            Map.entry("show_multiple_locations", "false"),
            Map.entry("delayed_delete", "false"),
            Map.entry("require_image_format_match", "true"),
            Map.entry("required_inspectors", "gpt,iso,luks,qcow2,qed,vdi,vhd,vhdx,vmdk"),
            Map.entry("node", Translated.NODE));
    assertThat(defaults.pid("org.oriel.jobs"))
        .containsOnly(
            Map.entry("report_directory", "/data/reports"), Map.entry("max_workers", "2"));
    assertThat(defaults.pid("org.oriel.routes"))
        .containsOnly(
            Map.entry("verify_schedule", "0 30 3 * * ?"), Map.entry("verify_enabled", "true"));
  }

  @Test
  void importsHaveTheirOptionsInOnePlace() {
    assertThat(Translated.nothing().pid("org.oriel.import"))
        .containsOnly(
            Map.entry("task_time_to_live", "48"),
            Map.entry("max_parallel_stores", "1"),
            Map.entry("allowed_schemes", "http,https"),
            Map.entry("allowed_ports", "80,443"),
            Map.entry("ignore_user_roles", "admin"),
            Map.entry("extra_properties", "hw_,trait:,os_distro,os_secure_boot,os_type"),
            Map.entry("staging_directory", "/data/staging"),
            Map.entry("node", Translated.NODE),
            Map.entry("enabled_import_methods", "glance-direct,web-download,copy-image"),
            Map.entry("image_size_cap", "1099511627776"),
            Map.entry("hashing_algorithm", "sha512"),
            Map.entry("require_image_format_match", "true"),
            Map.entry("required_inspectors", "gpt,iso,luks,qcow2,qed,vdi,vhd,vhdx,vmdk"));
    assertThat(
            Translated.conf(
                    "[import_filtering_opts]",
                    "allowed_ports =",
                    "disallowed_ports = 22",
                    "[DEFAULT]",
                    "worker_self_reference_url = http://one:9292")
                .pid("org.oriel.import"))
        .containsEntry("allowed_ports", "[]")
        .containsEntry("disallowed_ports", "22")
        .containsEntry("self_url", "http://one:9292");
  }

  @Test
  void thereIsAlwaysAStagingArea() {
    String pid = "org.oriel.store~os_glance_staging_store";
    assertThat(Translated.nothing().pid(pid))
        .containsOnly(
            Map.entry("name", "os_glance_staging_store"),
            Map.entry("type", "file"),
            Map.entry("weight", "0"),
            Map.entry("filesystem_store_datadir", "/data/staging"));
    assertThat(Translated.conf("[DEFAULT]", "node_staging_uri = file:///srv/staged/").pid(pid))
        .containsEntry("filesystem_store_datadir", "/srv/staged/");
    assertThat(Translated.conf("[DEFAULT]", "node_staging_uri = http://x/").problems())
        .singleElement()
        .asString()
        .contains("node_staging_uri", "is not a file:// URI of a directory");
  }

  @Test
  void fileWithoutAddressListensEverywhereAsGlanceDoes() {
    Translated file = Translated.conf("[DEFAULT]", "debug = true");

    assertThat(file.pid("org.apache.felix.http"))
        .containsEntry("org.apache.felix.http.host", "0.0.0.0");
    assertThat(file.pid("org.oriel.identity"))
        .containsEntry("loopback", "false")
        .containsEntry("endpoint", "http://127.0.0.1:9292");
    assertThat(file.plan().warnings()).isEmpty();
  }

  @Test
  void tellsIdentityWhereClientsFindUs() {
    assertThat(Translated.conf("[DEFAULT]", "bind_host = ::1").pid("org.oriel.identity"))
        .containsEntry("endpoint", "http://[::1]:9292");
    assertThat(
            Translated.conf("[DEFAULT]", "public_endpoint = https://images.example.org/")
                .pid("org.oriel.identity"))
        .containsEntry("endpoint", "https://images.example.org");
  }

  @Test
  void portPropertyBeatsTheFile() {
    Translated file =
        Translated.of(Optional.of("[DEFAULT]\nbind_port = 9999"), Map.of(), Optional.of("11301"));

    assertThat(file.pid("org.apache.felix.http"))
        .containsEntry("org.osgi.service.http.port", "11301");
  }

  @Test
  void wrongPortPropertyIsAProblem() {
    assertThat(Translated.of(Optional.empty(), Map.of(), Optional.of("http")).problems())
        .containsExactly("The property oriel.port is not a whole number from 0 to 65535.");
  }

  @Test
  void extrasAreWeakerThanTheFileAndTheFileWeakerThanTheEnvironment() {
    String[] extras = {
      "[DEFAULT]", "api_limit_max = 1", "limit_param_default = 2", "image_tag_quota = 3"
    };
    Translated all =
        Translated.of(
            Optional.of("[DEFAULT]\nlimit_param_default = 20\nimage_tag_quota = 30"),
            Map.of("OS_DEFAULT__IMAGE_TAG_QUOTA", "300"),
            Optional.empty(),
            extras);

    assertThat(all.pid("org.oriel.rest"))
        .containsEntry("api_limit_max", "1")
        .containsEntry("limit_param_default", "20");
    assertThat(all.pid("org.oriel.service")).containsEntry("image_tag_quota", "300");
  }

  @Test
  void extrasChooseTheIdentityProvider() {
    Translated extras =
        Translated.of(
            Optional.of("[paste_deploy]\nflavor = keystone"),
            Map.of(),
            Optional.empty(),
            "[oriel_identity]",
            "provider = none");

    assertThat(extras.pid("org.oriel.identity")).containsEntry("provider", "none");
    assertThat(extras.plan().warnings()).isEmpty();
  }

  @Test
  void notificationsAreSetUpForThoseWhoWantThem() {
    Translated conf =
        Translated.conf(
            "[DEFAULT]",
            "transport_url = rabbit://u:p@h/",
            "disabled_notifications = image.update, task",
            "default_publisher_id = image.here",
            "[oslo_messaging_notifications]",
            "driver = messagingv2",
            "driver = log",
            "topics = a,b",
            "[oslo_messaging_rabbit]",
            "rabbit_durable_queues = true",
            "[oriel_notifications]",
            "webhooks = audit:https://example.org:8443/in",
            "webhook_secret = sesame-open-sesame");

    assertThat(conf.problems()).isEmpty();
    assertThat(conf.pid("org.oriel.persistence"))
        .containsEntry("notification_channels", "messaging,log,webhook.audit")
        .containsEntry("notification_rows", "100000")
        .containsEntry("disabled_notifications", "image.update,task");
    assertThat(conf.pid("org.oriel.notifications"))
        .containsOnly(
            Map.entry("channels", "messaging,log,webhook.audit"),
            Map.entry("envelope", "true"),
            Map.entry("publisher_id", "image.here"),
            Map.entry("control_exchange", "glance"),
            Map.entry("transport_url", "rabbit://u:p@h/"),
            Map.entry("topics", "a,b"),
            Map.entry("amqp_durable_queues", "true"),
            Map.entry("amqp_auto_delete", "false"),
            Map.entry("rabbit_quorum_queue", "false"),
            Map.entry("ssl", "false"),
            Map.entry("webhooks", "audit:https://example.org:8443/in"),
            Map.entry("webhook_secret", "sesame-open-sesame"),
            Map.entry("webhook_patience", "86400"));
  }

  @Test
  void withoutADriverNothingIsToldToAnybody() {
    Translated conf =
        Translated.conf(
            "[DEFAULT]",
            "transport_url = rabbit://u:p@h/",
            "[oslo_messaging_notifications]",
            "driver = noop",
            "transport_url = kafka://h");

    assertThat(conf.pid("org.oriel.notifications")).containsOnlyKeys("publisher_id");
    assertThat(conf.pid("org.oriel.persistence"))
        .doesNotContainKey("notification_channels")
        .doesNotContainKey("notification_rows");
    assertThat(Translated.conf("[oslo_messaging_notifications]", "driver = routing").problems())
        .containsExactly(
            "glance-api.conf line 2: [oslo_messaging_notifications] driver is a driver that is not"
                + " supported: messagingv2, messaging, log, noop are.");
  }

  @Test
  void emptyFlavorMeansNoAuthentication() {
    assertThat(Translated.conf("[paste_deploy]", "flavor =").pid("org.oriel.identity"))
        .containsEntry("provider", "none");
    assertThat(
            Translated.conf("[paste_deploy]", "flavor = cachemanagement").pid("org.oriel.identity"))
        .containsEntry("provider", "none");
  }

  @Test
  void databaseOfAnOlderNameIsRead() {
    String url = "mysql+pymysql://glance:pa$$word@db/glance?charset=utf8";

    assertThat(Translated.conf("[DEFAULT]", "sql_connection = " + url).pid("org.oriel.persistence"))
        .containsEntry("connection", "mysql+pymysql://glance:pa$word@db/glance?charset=utf8");
  }

  @Test
  void otherDatabasesAreRefusedWithoutShowingTheUrl() {
    assertThat(Translated.conf("[database]", "connection = sqlite:////secret/place").problems())
        .containsExactly(
            "glance-api.conf line 2: [database] connection names a database that is not supported:"
                + " MySQL, MariaDB and h2:file:PATH are.");
    assertThat(Translated.conf("[database]", "connection = secret").problems())
        .containsExactly(
            "glance-api.conf line 2: [database] connection is neither a URL of MySQL or MariaDB nor"
                + " h2:file:PATH.");
  }

  @Test
  void selfReferenceNamesTheNode() {
    Translated node = Translated.conf("[DEFAULT]", "worker_self_reference_url = http://a:1");

    assertThat(node.pid("org.oriel.service")).containsEntry("node", "http://a:1");
    assertThat(node.pid("org.oriel.persistence")).containsEntry("node", "http://a:1");
  }

  @Test
  void policyDirectoriesStandBesideTheConfiguration() {
    assertThat(
            Translated.conf("[oslo_policy]", "policy_dirs = a.d", "policy_dirs = /b.d")
                .pid("org.oriel.policy"))
        .containsEntry("policy_dirs", "/etc/none/a.d\n/b.d");
  }

  @Test
  void limitsAreAskedForAsTheirSectionSays() {
    assertThat(
            Translated.conf(
                    "[DEFAULT]",
                    "use_keystone_limits = true",
                    "[oslo_limit]",
                    "auth_url = http://k/v3",
                    "user-name = glance",
                    "password = sesame",
                    "endpoint_id = e1")
                .pid("org.oriel.policy"))
        .containsEntry("use_keystone_limits", "true")
        .containsEntry("limit_auth_url", "http://k/v3")
        .containsEntry("limit_username", "glance")
        .containsEntry("limit_password", "sesame")
        .containsEntry("limit_endpoint_id", "e1");
  }

  @Test
  void protectionFileStandsBesideTheConfiguration() {
    assertThat(
            Translated.conf("[DEFAULT]", "property_protection_file = p.conf")
                .pid("org.oriel.policy"))
        .containsEntry("property_protection_file", "/etc/none/p.conf")
        .containsEntry("property_protection_rule_format", "roles");
    assertThat(Translated.conf("[DEFAULT]").pid("org.oriel.policy"))
        .doesNotContainKey("property_protection_file");
  }

  @Test
  void policyFileStandsBesideTheConfiguration() {
    assertThat(Translated.conf("[oslo_policy]", "policy_file = p.yaml").pid("org.oriel.policy"))
        .containsEntry("policy_file", "/etc/none/p.yaml");
    assertThat(Translated.conf("[oslo_policy]", "policy_file = /p.yaml").pid("org.oriel.policy"))
        .containsEntry("policy_file", "/p.yaml");
    assertThat(Translated.conf("[DEFAULT]").pid("org.oriel.policy"))
        .doesNotContainKey("policy_file");
  }

  @Test
  void everyProblemIsSaidWithItsLine() {
    Translated wrong =
        Translated.conf(
            "before = section",
            "[DEFAULT]",
            "bind_port = 70000",
            "show_image_direct_url = perhaps",
            "nonsense",
            "public_endpoint = $nowhere",
            "[glance_store",
            "= 1");

    assertThat(wrong.problems())
        .containsExactlyInAnyOrder(
            "glance-api.conf line 1: an assignment before the first section.",
            "glance-api.conf line 5: neither a section, a comment nor an assignment.",
            "glance-api.conf line 7: a section is written as [name].",
            "glance-api.conf line 8: an assignment without a name.",
            "glance-api.conf line 3: [DEFAULT] bind_port is not a whole number from 0 to 65535.",
            "glance-api.conf line 4: [DEFAULT] show_image_direct_url is neither true nor false.",
            "glance-api.conf line 6: [DEFAULT] public_endpoint refers to an option that is not"
                + " known.");
  }

  @Test
  void theCacheIsOnWhereADirectoryIsNamed() {
    assertThat(Translated.conf("[paste_deploy]", "flavor = keystone").pid("org.oriel.cache"))
        .containsOnly(
            Map.entry("image_cache_max_size", "10737418240"),
            Map.entry("image_cache_stall_time", "86400"),
            Map.entry("cache_filter", "false"));
    Translated conf =
        Translated.conf(
            "[DEFAULT]",
            "image_cache_dir = /var/cache/glance",
            "image_cache_driver = sqlite",
            "image_cache_max_size = 5",
            "[paste_deploy]",
            "flavor = keystone+caching");
    assertThat(conf.pid("org.oriel.cache"))
        .containsOnly(
            Map.entry("image_cache_dir", "/var/cache/glance"),
            Map.entry("image_cache_max_size", "5"),
            Map.entry("image_cache_stall_time", "86400"),
            Map.entry("cache_filter", "true"));
    assertThat(conf.pid("org.oriel.rest")).containsEntry("image_cache_dir_set", "true");
    assertThat(conf.plan().warnings())
        .containsExactly(
            "glance-api.conf line 3: [DEFAULT] image_cache_driver names another driver of the"
                + " cache than centralized_db: its records are in the database all the same.");
  }
}
