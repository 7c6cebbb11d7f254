// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

class TrustedHeadersTests {
  private static final AdminRule ADMIN = caller -> caller.roles().contains("admin");

  private static Identity provider(String name, String... more) throws IOException {
    Map<String, Object> raw = new HashMap<>(Map.of("provider", name, "loopback", "true"));
    for (int i = 0; i < more.length; i += 2) {
      raw.put(more[i], more[i + 1]);
    }
    return new ConfiguredIdentity(ADMIN, raw);
  }

  private static Evidence headers(String... pairs) {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], pairs[i + 1]);
    }
    return name -> Optional.ofNullable(headers.get(name));
  }

  @Test
  void believesWhatTheProxySays() throws IOException {
    Caller caller =
        provider("headers")
            .identify(
                headers(
                    "X-Identity-Status", "Confirmed",
                    "X-User-Id", "u1",
                    "X-Project-Id", "p1",
                    "X-Tenant-Id", "other",
                    "X-Roles", "Member, reader,,",
                    "X-Service-Roles", "service",
                    "X-Service-Catalog", "[]"));
    assertThat(caller.user()).contains("u1");
    assertThat(caller.project()).contains("p1");
    assertThat(caller.roles()).containsExactlyInAnyOrder("member", "reader");
    assertThat(caller.serviceRoles()).containsExactly("service");
    assertThat(caller.isAdmin()).isFalse();
  }

  @Test
  void takesTheOldNames() throws IOException {
    Caller caller =
        provider("headers")
            .identify(
                headers(
                    "X-Identity-Status",
                    "Confirmed",
                    "X-User",
                    "u1",
                    "X-Tenant",
                    "p1",
                    "X-Role",
                    "ADMIN"));
    assertThat(caller.user()).contains("u1");
    assertThat(caller.project()).contains("p1");
    assertThat(caller.isAdmin()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Invalid", "confirmed", ""})
  void wantsTheStatus(String status) throws IOException {
    Identity identity = provider("headers");
    assertThatExceptionOfType(Refusal.Unauthenticated.class)
        .isThrownBy(
            () -> identity.identify(headers("X-Identity-Status", status, "X-Roles", "admin")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "nonsense", "1", "[[[[", "[]]"})
  void refusesACatalogThatIsNone(String catalog) throws IOException {
    Identity identity = provider("headers");
    Evidence evidence = headers("X-Identity-Status", "Confirmed", "X-Service-Catalog", catalog);
    assertThatExceptionOfType(Refusal.Invalid.class).isThrownBy(() -> identity.identify(evidence));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Domain-Id", "OpenStack-System-Scope"})
  void refusesOtherScopes(String header) throws IOException {
    Identity identity = provider("headers");
    Evidence evidence =
        headers("X-Identity-Status", "Confirmed", header, "all", "X-Roles", "admin");
    assertThatExceptionOfType(Refusal.Forbidden.class)
        .isThrownBy(() -> identity.identify(evidence));
  }

  @Test
  void readsFakeTokens() throws IOException {
    Identity identity = provider("fakeauth");
    Caller caller = identity.identify(headers("X-Auth-Token", "u1:p1:member,reader"));
    assertThat(caller.user()).contains("u1");
    assertThat(caller.project()).contains("p1");
    assertThat(caller.roles()).containsExactlyInAnyOrder("member", "reader");
    assertThat(identity.identify(headers("X-Auth-Token", "u1:None:admin")).project()).isEmpty();
    assertThat(identity.identify(headers("X-Auth-Token", "u1:p1:admin")).isAdmin()).isTrue();
    assertThat(
            identity.identify(headers("X-Identity-Status", "Confirmed", "X-User-Id", "u2")).user())
        .contains("u2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "one:two", "a:b:c:d", ":p:r", ""})
  void refusesOtherTokens(String token) throws IOException {
    Identity identity = provider("fakeauth");
    assertThatExceptionOfType(Refusal.Unauthenticated.class)
        .isThrownBy(() -> identity.identify(headers("X-Auth-Token", token)));
  }

  @Test
  void letsStrangersReadIfItMay() throws IOException {
    Caller stranger = provider("headers", "allow_anonymous_access", "true").identify(headers());
    assertThat(stranger.readOnly()).isTrue();
    assertThat(stranger.isAdmin()).isFalse();
    assertThat(stranger.project()).isEmpty();
    assertThat(stranger.roles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"headers", "fakeauth", "none"})
  void believesNobodyBeyondTheLoopback(String provider) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> provider(provider, "loopback", "false"));
  }

  @Test
  void believesAProxyIfTheOperatorSaysSo() throws IOException {
    assertThat(provider("headers", "loopback", "false", "allow_open_access", "true")).isNotNull();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> provider("fakeauth", "loopback", "false", "allow_open_access", "true"));
  }
}
