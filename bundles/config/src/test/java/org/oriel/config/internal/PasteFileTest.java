// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.base.Problems;

class PasteFileTest {
  private static PasteFile file(String text) {
    Problems problems = new Problems();
    PasteFile file = PasteFile.parse("paste.ini", text, problems);
    assertThat(problems.all()).isEmpty();
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "'', none, false, false",
    "caching, none, true, false",
    "cachemanagement, none, true, true",
    "keystone, keystone, false, false",
    "keystone+caching, keystone, true, false",
    "keystone+cachemanagement, keystone, true, true",
  })
  void knowsThePipelinesOfGlance(String flavor, String provider, boolean cache, boolean manage) {
    Pipeline pipeline = PasteFile.shipped().flavor(flavor).orElseThrow();
    assertThat(pipeline.provider()).contains(provider);
    assertThat(pipeline.has(Pipeline.Filter.CACHE)).isEqualTo(cache);
    assertThat(pipeline.has(Pipeline.Filter.CACHE_MANAGE)).isEqualTo(manage);
    assertThat(pipeline.has(Pipeline.Filter.CORS)).isTrue();
    assertThat(pipeline.has(Pipeline.Filter.PROXY_HEADERS)).isTrue();
    assertThat(pipeline.strangers()).isEmpty();
  }

  @Test
  void knowsNoOtherFlavor() {
    assertThat(PasteFile.shipped().flavor("kerberos")).isEmpty();
  }

  @Test
  void readsPipelinesOfItsOwn() {
    PasteFile file =
        file(
            """
            [pipeline:glance-api-headers]
            pipeline = cors healthcheck
              context rootapp
            [pipeline:glance-api-fake]
            pipeline = fake context rootapp
            [filter:context]
            paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
            [filter:fake]
            paste.filter_factory = glance.tests.utils:FakeAuthMiddleware.factory
            [filter:cors]
            use = egg:oslo.middleware#cors
            [filter:healthcheck]
            paste.filter_factory = oslo_middleware:Healthcheck.factory
            disable_by_file_path = /run/off
            """);
    Pipeline headers = file.flavor("headers").orElseThrow();
    assertThat(headers.provider()).contains("headers");
    assertThat(headers.has(Pipeline.Filter.CORS)).isTrue();
    assertThat(headers.has(Pipeline.Filter.PROXY_HEADERS)).isFalse();
    OptionRow disabled = OptionTable.shipped().get("healthcheck", "disable_by_file_path");
    assertThat(headers.option(Pipeline.Filter.HEALTHCHECK, disabled).map(Assignment::value))
        .contains("/run/off");
    assertThat(file.flavor("fake").flatMap(Pipeline::provider)).contains("fakeauth");
  }

  @Test
  void followsTheMountsOfNewerFiles() {
    PasteFile file =
        file(
            """
            [composite:glance-api-keystone]
            paste.composite_factory = glance.api:root_app_factory
            /: api-keystone
            /healthcheck: healthcheck
            [pipeline:api-keystone]
            pipeline = authtoken context rootapp
            [filter:authtoken]
            paste.filter_factory = keystonemiddleware.auth_token:filter_factory
            [filter:context]
            paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
            [composite:glance-api-circle]
            /: glance-api-circle
            [composite:glance-api-a-circle]
            /: a-circle
            [composite:a-circle]
            /: a-circle
            """);
    assertThat(file.flavor("keystone").flatMap(Pipeline::provider)).contains("keystone");
    assertThat(file.flavor("a-circle")).isEmpty();
  }

  @Test
  void doesNotBelieveHeadersBehindAFilterThatItDoesNotKnow() {
    PasteFile file =
        file(
            """
            [pipeline:glance-api-own]
            pipeline = saml context rootapp
            [filter:saml]
            paste.filter_factory = acme.saml:Filter.factory
            [filter:context]
            paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
            """);
    Pipeline own = file.flavor("own").orElseThrow();
    assertThat(own.provider()).isEqualTo(Optional.empty());
    assertThat(own.strangers()).containsExactly("saml");
  }
}
