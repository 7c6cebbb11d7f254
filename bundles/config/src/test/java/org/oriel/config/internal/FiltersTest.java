// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FiltersTest {
  private static final String IDENTITY = "org.oriel.identity";
  private static final String REST = "org.oriel.rest";

  @Test
  void keystoneIsWhatItsSectionSays() {
    Translated conf =
        Translated.conf(
            "[paste_deploy]",
            "flavor = keystone+cachemanagement",
            "[keystone_authtoken]",
            "auth_uri = http://cloud:5000",
            "auth_url = http://inside:5000/v3",
            "tenant_name = service",
            "username = glance",
            "password = hushhush",
            "memcached_servers = cache:11211");

    assertThat(conf.problems()).isEmpty();
    assertThat(conf.plan().warnings()).isEmpty();
    assertThat(conf.pid(IDENTITY))
        .containsEntry("provider", "keystone")
        .containsEntry("keystone_www_authenticate_uri", "http://cloud:5000")
        .containsEntry("keystone_auth_url", "http://inside:5000/v3")
        .containsEntry("keystone_project_name", "service")
        .containsEntry("keystone_password", "hushhush")
        .containsEntry("keystone_token_cache_time", "300");
    assertThat(conf.pid(REST))
        .containsEntry("cache_filter", "true")
        .containsEntry("cache_manage_filter", "true")
        .containsEntry("cors", "true")
        .containsEntry("proxy_headers", "false");
  }

  @Test
  void theLoginMayStandElsewhere() {
    Translated conf =
        Translated.conf(
            "[paste_deploy]",
            "flavor = keystone",
            "[keystone_authtoken]",
            "www_authenticate_uri = http://cloud:5000",
            "auth_section = login",
            "[login]",
            "auth_url = http://inside:5000",
            "user_name = glance",
            "password = hushhush");

    assertThat(conf.plan().warnings()).isEmpty();
    assertThat(conf.pid(IDENTITY))
        .containsEntry("keystone_auth_url", "http://inside:5000")
        .containsEntry("keystone_username", "glance")
        .containsEntry("keystone_password", "hushhush");
  }

  @Test
  void secretsOfKeystoneGoNowhereElse() {
    Translated conf = Translated.conf("[keystone_authtoken]", "password = hushhush");
    assertThat(conf.pid(IDENTITY)).containsEntry("provider", "local");
    assertThat(conf.plan().configurations().toString()).doesNotContain("hushhush");
  }

  @Test
  void anUnknownFlavorIsAProblem() {
    assertThat(Translated.conf("[paste_deploy]", "flavor = kerberos").problems())
        .containsExactly(
            "glance-api.conf line 2: [paste_deploy] flavor names a pipeline that the paste file does"
                + " not have.");
  }

  @Test
  void aChosenProviderGoesBeforeThePipeline() {
    Translated conf =
        Translated.conf(
            "[paste_deploy]", "flavor = kerberos", "[oriel_identity]", "provider = headers");
    assertThat(conf.problems()).isEmpty();
    assertThat(conf.pid(IDENTITY)).containsEntry("provider", "headers");
  }

  @Test
  void noFlavorMeansLocalUsers() {
    assertThat(Translated.nothing().pid(IDENTITY)).containsEntry("provider", "local");
  }

  @Test
  void originsMayHaveRulesOfTheirOwn() {
    Map<String, String> rest =
        Translated.conf(
                "[cors]",
                "allowed_origin = https://a.example,https://b.example",
                "max_age = 60",
                "[cors.other]",
                "allowed_origin = *",
                "allow_credentials = false",
                "[cors.empty]",
                "max_age = 1")
            .pid(REST);
    assertThat(rest)
        .containsEntry("cors.0.allowed_origin", "https://a.example,https://b.example")
        .containsEntry("cors.0.allow_credentials", "true")
        .containsEntry("cors.0.allow_methods", "GET,PUT,POST,DELETE,PATCH")
        .containsEntry("cors.1.allowed_origin", "*")
        .containsEntry("cors.1.allow_credentials", "false")
        .containsEntry("cors.1.max_age", "60")
        .doesNotContainKey("cors.2.max_age");
  }

  private static final String PASTE =
      """
      [DEFAULT]
      region_name = RegionOne
      [pipeline:glance-api-own]
      pipeline = cors healthcheck proxy size authtoken context rootapp
      [filter:cors]
      paste.filter_factory = oslo_middleware.cors:filter_factory
      allowed_origin = https://paste.example
      [filter:healthcheck]
      paste.filter_factory = oslo_middleware:Healthcheck.factory
      %s
      [filter:proxy]
      paste.filter_factory = oslo_middleware:HTTPProxyToWSGI.factory
      enable_proxy_headers_parsing = True
      [filter:size]
      paste.filter_factory = oslo_middleware:RequestBodySizeLimiter.factory
      max_request_body_size = 8192
      [filter:authtoken]
      paste.filter_factory = keystonemiddleware.auth_token:filter_factory
      delay_auth_decision = true
      auth_url = http://paste:5000
      admin_password = pas$te
      token_cache_time = %s
      [filter:context]
      paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
      """;
  private static final String[] CONF = {
    "[paste_deploy]",
    "flavor = own",
    "[keystone_authtoken]",
    "auth_url = http://conf:5000",
    "username = glance",
    "password = conf",
    "[cors]",
    "allowed_origin = https://conf.example",
    "max_age = 60",
    "[healthcheck]",
    "disable_by_file_path = /run/conf",
    "disable_by_file_paths = 9292:/run/port, 80:/run/other",
    "[oslo_middleware]",
    "max_request_body_size = 4096"
  };

  @Test
  void whatThePasteFileGivesAFilterGoesFirst() {
    Translated conf =
        Translated.paste(PASTE.formatted("disable_by_file_path = /run/paste", 7), CONF);

    assertThat(conf.problems()).isEmpty();
    assertThat(conf.pid(IDENTITY))
        .containsEntry("provider", "keystone")
        .containsEntry("keystone_auth_url", "http://paste:5000")
        .containsEntry("keystone_region_name", "RegionOne")
        .containsEntry("keystone_username", "glance")
        .containsEntry("keystone_password", "pas$te")
        .containsEntry("keystone_token_cache_time", "7");
    assertThat(conf.pid(REST))
        .containsEntry("cors.0.allowed_origin", "https://paste.example")
        .containsEntry("cors.0.max_age", "60")
        .containsEntry("proxy_headers", "true")
        .containsEntry("max_request_body_size", "8192")
        .containsEntry("disable_by_file_path", "/run/paste");
  }

  @Test
  void backendsTellWhichFileSwitchesTheHealthCheck() {
    assertThat(Translated.paste(PASTE.formatted("", 7), CONF).pid(REST))
        .containsEntry("disable_by_file_path", "/run/conf");
    assertThat(
            Translated.paste(PASTE.formatted("backends = disable_by_files_ports", 7), CONF)
                .pid(REST))
        .containsEntry("disable_by_file_path", "/run/port");
    assertThat(Translated.paste(PASTE.formatted("backends = other", 7), CONF).pid(REST))
        .doesNotContainKey("disable_by_file_path");
  }

  @Test
  void aWrongValueInThePasteFileIsAProblem() {
    assertThat(Translated.paste(PASTE.formatted("", "soon"), CONF).problems())
        .containsExactly(
            "paste.ini line 22: [filter:authtoken] token_cache_time is not a whole number from -1 to"
                + " 86400.");
  }

  @Test
  void headersOfProxiesCountIfTheyShall() {
    Translated conf =
        Translated.conf(
            "[oslo_middleware]",
            "enable_proxy_headers_parsing = True",
            "max_request_body_size = 4096");
    assertThat(conf.pid(REST))
        .containsEntry("proxy_headers", "true")
        .containsEntry("max_request_body_size", "4096");
  }
}
