// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.base.Workers;
import org.oriel.identity.Evidence;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

class KeystoneIdentityTests {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final KeystoneWire keystone = new KeystoneWire();
  private final AtomicLong seconds = new AtomicLong();
  private final List<KeystoneIdentity> opened = new ArrayList<>();

  KeystoneIdentityTests() throws IOException {
    keystone.tokens.put("alice", KeystoneWire.project("u1", "p1", "Member", "reader"));
    keystone.tokens.put("root", KeystoneWire.project("u0", "p0", "admin"));
    keystone.tokens.put("nova", KeystoneWire.project("u9", "p9", "service"));
    keystone.tokens.put("cron", KeystoneWire.project("u8", "p9", "member"));
  }

  @AfterEach
  void close() {
    opened.forEach(KeystoneIdentity::close);
    keystone.close();
  }

  private KeystoneIdentity identity(String... options) {
    Map<String, String> raw = new HashMap<>();
    raw.put("keystone_auth_url", keystone.url());
    raw.put("keystone_username", "glance");
    raw.put("keystone_password", "hushhush");
    raw.put("keystone_http_request_max_retries", "1");
    for (int i = 0; i < options.length; i += 2) {
      raw.put("keystone_" + options[i], options[i + 1]);
    }
    Problems problems = new Problems();
    KeystoneSettings settings = KeystoneSettings.of(new Options(raw, problems), problems);
    problems.complain("Test");
    KeystoneIdentity identity =
        new KeystoneIdentity(
            settings,
            caller -> caller.roles().contains("admin"),
            () -> NOW.plusSeconds(seconds.get()),
            () -> TimeUnit.SECONDS.toNanos(seconds.get()));
    opened.add(identity);
    return identity;
  }

  private static Evidence headers(String... pairs) {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], pairs[i + 1]);
    }
    return name -> Optional.ofNullable(headers.get(name));
  }

  private static Evidence token(String token) {
    return headers("X-Auth-Token", token);
  }

  @Test
  void knowsCallersByTheirTokens() {
    KeystoneIdentity identity = identity("project_name", "service", "user_domain_id", "default");

    Caller alice = identity.identify(token("alice"));
    assertThat(alice.user()).contains("u1");
    assertThat(alice.project()).contains("p1");
    assertThat(alice.roles()).containsExactlyInAnyOrder("member", "reader");
    assertThat(alice.serviceRoles()).isEmpty();
    assertThat(alice.isAdmin()).isFalse();
    assertThat(alice.readOnly()).isFalse();
    assertThat(identity.identify(token("root")).isAdmin()).isTrue();
    assertThat(keystone.bodies)
        .singleElement()
        .asString()
        .contains(
            "\"user\":{\"name\":\"glance\",\"domain\":{\"id\":\"default\"},\"password\":\"hushhush\"}",
            "\"scope\":{\"project\":{\"name\":\"service\"}}");
  }

  @Test
  void keepsApplicationCredentialsToTheirRules() {
    String credential =
        "\"project\":{\"id\":\"p1\"},\"application_credential\":{\"access_rules\":%s}";
    String rules =
        "[{\"service\":\"image\",\"method\":\"GET\",\"path\":\"/v2/images/{id}\"},"
            + "{\"service\":\"compute\",\"method\":\"GET\",\"path\":\"/**\"}]";
    for (var each : Map.of("narrow", rules, "none", "[]", "free", "null").entrySet()) {
      keystone.tokens.put(
          each.getKey(),
          KeystoneWire.described(
              "u1", credential.formatted(each.getValue()), "2999-01-01T00:00:00Z", "member"));
    }
    KeystoneIdentity identity = identity();

    assertThat(identity.identify(asking("narrow", "GET", "/v2/images/x")).user()).contains("u1");
    assertThat(identity.identify(asking("free", "DELETE", "/v2/images/x")).user()).contains("u1");
    for (Evidence refused :
        List.of(
            asking("narrow", "GET", "/v2/images"),
            asking("narrow", "DELETE", "/v2/images/x"),
            asking("none", "GET", "/v2/images/x"),
            token("narrow"))) {
      assertThatThrownBy(() -> identity.identify(refused))
          .isInstanceOf(Refusal.Unauthenticated.class);
    }
    Evidence chained = headers("X-Auth-Token", "narrow", "X-Service-Token", "nova");
    assertThat(identity.identify(chained).user()).contains("u1");
    assertThatThrownBy(
            () ->
                identity.identify(headers("X-Auth-Token", "narrow", "X-Service-Token", "nonsense")))
        .isInstanceOf(Refusal.Unauthenticated.class);
    assertThat(identity("service_type", "compute").identify(asking("narrow", "GET", "/x")).user())
        .contains("u1");
  }

  private static Evidence asking(String token, String method, String path) {
    Evidence headers = token(token);
    return new Evidence() {
      @Override
      public Optional<String> header(String name) {
        return headers.header(name);
      }

      @Override
      public String method() {
        return method;
      }

      @Override
      public String path() {
        return path;
      }
    };
  }

  @Test
  void asksOncePerTokenAndLogsInOnce() {
    KeystoneIdentity identity = identity();
    for (int i = 0; i < 50; i++) {
      identity.identify(token("alice"));
    }
    assertThat(keystone.questions).hasValue(1);
    assertThat(keystone.logins).hasValue(1);
  }

  @Test
  void asksAgainWhenTheTimeIsOver() {
    KeystoneIdentity identity = identity("token_cache_time", "300");
    identity.identify(token("alice"));
    keystone.tokens.remove("alice");
    seconds.set(299);
    identity.identify(token("alice"));
    seconds.set(301);
    assertThatExceptionOfType(Refusal.Unauthenticated.class)
        .isThrownBy(() -> identity.identify(token("alice")));
    keystone.tokens.put("alice", KeystoneWire.project("u1", "p1"));
    seconds.set(332);
    assertThat(identity.identify(token("alice")).roles()).isEmpty();
  }

  @Test
  void forgetsATokenWhenItExpires() {
    keystone.tokens.put(
        "short",
        KeystoneWire.described("u1", "\"project\":{\"id\":\"p1\"}", "2026-01-01T00:01:00.000000Z"));
    KeystoneIdentity identity = identity();
    identity.identify(token("short"));
    seconds.set(59);
    identity.identify(token("short"));
    assertThat(keystone.questions).hasValue(1);
    seconds.set(61);
    identity.identify(token("short"));
    assertThat(keystone.questions).hasValue(2);
  }

  @Test
  void cachesNothingIfItShallNot() {
    KeystoneIdentity identity = identity("token_cache_time", "-1");
    identity.identify(token("alice"));
    identity.identify(token("alice"));
    assertThat(keystone.questions).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody's", "with space", "", "ünknown", "two\r\nlines"})
  void refusesOtherTokens(String token) {
    KeystoneIdentity identity = identity("www_authenticate_uri", "https://cloud:5000");
    assertThatThrownBy(() -> identity.identify(token(token)))
        .isInstanceOfSatisfying(
            Refusal.Unauthenticated.class,
            refusal ->
                assertThat(refusal.challenge()).isEqualTo("Keystone uri=\"https://cloud:5000\""));
  }

  @Test
  void believesNothingElse() {
    KeystoneIdentity identity = identity();
    Evidence claims =
        headers(
            "X-Identity-Status",
            "Confirmed",
            "X-User-Id",
            "u0",
            "X-Roles",
            "admin",
            "X-Tenant-Id",
            "p0");
    assertThatExceptionOfType(Refusal.Unauthenticated.class)
        .isThrownBy(() -> identity.identify(claims));
    Caller alice =
        identity.identify(
            headers("X-Auth-Token", "alice", "X-Roles", "admin", "X-Service-Roles", "service"));
    assertThat(alice.roles()).doesNotContain("admin");
    assertThat(alice.serviceRoles()).isEmpty();
  }

  @Test
  void asksOnceForManyAtOnce() throws Exception {
    keystone.pauseMillis = 200;
    KeystoneIdentity identity = identity();
    ExecutorService callers = Workers.pool("callers", 16, 16);
    List<Future<Caller>> found = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      found.add(callers.submit(() -> identity.identify(token("alice"))));
    }
    for (Future<Caller> each : found) {
      assertThat(each.get().user()).contains("u1");
    }
    callers.shutdown();
    assertThat(keystone.questions).hasValue(1);
  }

  @Test
  void logsInAgainWhenItsOwnTokenIsRefused() {
    KeystoneIdentity identity = identity();
    identity.identify(token("alice"));
    keystone.serviceToken = "service-2";
    assertThat(identity.identify(token("root")).user()).contains("u0");
    assertThat(keystone.logins).hasValue(2);
  }

  @Test
  void triesAgain() {
    keystone.failing.set(1);
    assertThat(identity().identify(token("alice")).user()).contains("u1");
  }

  @Test
  void saysThatKeystoneIsAwayAndGoesOnWithWhatItKnows() {
    KeystoneIdentity identity = identity();
    identity.identify(token("alice"));
    keystone.failing.set(2);
    assertThatThrownBy(() -> identity.identify(token("root")))
        .isInstanceOfSatisfying(
            Refusal.Unavailable.class,
            refusal -> assertThat(refusal.retryAfter().toSeconds()).isPositive());
    assertThat(identity.identify(token("alice")).user()).contains("u1");
    assertThat(identity.identify(token("root")).user()).contains("u0");
  }

  @Test
  void takesWrongCredentialsOfItsOwnForAFaultOfTheServer() {
    keystone.credentialsFit = false;
    KeystoneIdentity identity = identity();
    assertThatExceptionOfType(Refusal.Unavailable.class)
        .isThrownBy(() -> identity.identify(token("alice")));
    keystone.credentialsFit = true;
    assertThat(identity.identify(token("alice")).user()).contains("u1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"domain\":{\"id\":\"default\"}", "\"system\":{\"all\":true}"})
  void refusesTokensOfOtherScopes(String scope) {
    keystone.tokens.put(
        "wide", KeystoneWire.described("u0", scope, "2100-01-01T00:00:00.000000Z", "admin"));
    KeystoneIdentity identity = identity();
    assertThatExceptionOfType(Refusal.Forbidden.class)
        .isThrownBy(() -> identity.identify(token("wide")));
  }

  @Test
  void knowsACallerWithoutAProject() {
    keystone.tokens.put(
        "unscoped", KeystoneWire.described("u1", "", "2100-01-01T00:00:00.000000Z"));
    Caller caller = identity().identify(token("unscoped"));
    assertThat(caller.project()).isEmpty();
    assertThat(caller.roles()).isEmpty();
  }

  @Test
  void knowsWhoVouches() {
    KeystoneIdentity identity = identity();
    Caller vouched = identity.identify(headers("X-Auth-Token", "alice", "X-Service-Token", "nova"));
    assertThat(vouched.serviceRoles()).containsExactly("service");
    assertThat(vouched.user()).contains("u1");
    Caller weak = identity.identify(headers("X-Auth-Token", "alice", "X-Service-Token", "cron"));
    assertThat(weak.serviceRoles()).containsExactly("member");
    Caller wrong = identity.identify(headers("X-Auth-Token", "alice", "X-Service-Token", "?"));
    assertThat(wrong.serviceRoles()).isEmpty();
    assertThatExceptionOfType(Refusal.Unauthenticated.class)
        .isThrownBy(() -> identity.identify(headers("X-Service-Token", "nova")));
  }

  @Test
  void wantsAServiceRoleOfServices() {
    KeystoneIdentity identity = identity("service_token_roles_required", "true");
    Caller weak = identity.identify(headers("X-Auth-Token", "alice", "X-Service-Token", "cron"));
    assertThat(weak.serviceRoles()).isEmpty();
    Caller vouched = identity.identify(headers("X-Auth-Token", "alice", "X-Service-Token", "nova"));
    assertThat(vouched.serviceRoles()).containsExactly("service");
  }

  @Test
  void takesAnExpiredTokenOnlyFromAService() {
    keystone.expired.put(
        "late",
        KeystoneWire.described("u1", "\"project\":{\"id\":\"p1\"}", "2025-12-31T23:00:00.000000Z"));
    KeystoneIdentity identity = identity();
    assertThat(
            identity.identify(headers("X-Auth-Token", "late", "X-Service-Token", "nova")).project())
        .contains("p1");
    assertThatExceptionOfType(Refusal.Unauthenticated.class)
        .isThrownBy(() -> identity.identify(headers("X-Auth-Token", "late")));
    assertThatExceptionOfType(Refusal.Unauthenticated.class)
        .isThrownBy(
            () -> identity.identify(headers("X-Auth-Token", "late", "X-Service-Token", "cron")));
  }

  @Test
  void tellsNoSecrets() {
    Problems problems = new Problems();
    Map<String, String> raw =
        Map.of("keystone_auth_url", keystone.url(), "keystone_password", "top-secret");
    KeystoneSettings settings = KeystoneSettings.of(new Options(raw, problems), problems);
    assertThat(settings.toString()).doesNotContain("top-secret");
    assertThat(problems.all()).singleElement().asString().contains("username");
  }

  @Test
  void namesEverythingThatIsWrongWithItsSettings() {
    Problems problems = new Problems();
    Map<String, String> raw =
        Map.of("keystone_auth_url", "ftp://x", "keystone_token_cache_time", "many");
    assertThat(KeystoneSettings.of(new Options(raw, problems), problems)).isNotNull();
    assertThat(problems.all())
        .anyMatch(sentence -> sentence.contains("auth_url"))
        .anyMatch(sentence -> sentence.contains("username"))
        .anyMatch(sentence -> sentence.contains("password"))
        .anyMatch(sentence -> sentence.contains("token_cache_time"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://k:5000", "http://k:5000/", "http://k:5000/v3/", "http://k:5000/v2.0"})
  void findsTheThirdVersion(String url) {
    assertThat(KeystoneSettings.root(url).map(Object::toString)).contains("http://k:5000/v3");
  }

  @Test
  void knowsTheEndpointsThatATokensCatalogNames() {
    String catalog =
        "\"catalog\":[{\"type\":\"compute\",\"endpoints\":["
            + endpoint("public", "North", "http://nova")
            + "]},{\"type\":\"image\",\"endpoints\":["
            + endpoint("internal", "North", "http://inside:9292")
            + ","
            + endpoint("public", "North", "https://north:9292/v2")
            + ","
            + endpoint("public", "South", "file:///etc/passwd")
            + "]}],";
    keystone.tokens.put(
        "alice",
        KeystoneWire.project("u1", "p1", "member")
            .replace("\"expires_at\"", catalog + "\"expires_at\""));
    KeystoneIdentity identity = identity();
    Caller.Token alice = new Caller.Token("alice");

    assertThat(identity.endpoint(alice, "image", "North", "public"))
        .contains(URI.create("https://north:9292/v2"));
    assertThat(identity.endpoint(alice, "image", "North", "internal"))
        .contains(URI.create("http://inside:9292"));
    assertThat(identity.endpoint(alice, "image", "North", "admin")).isEmpty();
    assertThat(identity.endpoint(alice, "image", "South", "public")).isEmpty();
    assertThat(identity.endpoint(alice, "image", "not a region", "public")).isEmpty();
    assertThatThrownBy(
            () -> identity.endpoint(new Caller.Token("nobody"), "image", "North", "public"))
        .isInstanceOf(Refusal.Unauthenticated.class);
    keystone.failing.set(100);
    assertThatThrownBy(() -> identity.endpoint(alice, "image", "North", "public"))
        .isInstanceOf(Refusal.Unavailable.class);
  }

  private static String endpoint(String reach, String region, String url) {
    return "{\"interface\":\""
        + reach
        + "\",\"region_id\":\""
        + region
        + "\",\"url\":\""
        + url
        + "\"}";
  }
}
