// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;

class ConfiguredIdentityTests {
  private static final AdminRule ADMIN = caller -> caller.roles().contains("admin");
  private final Path data;

  ConfiguredIdentityTests(@TempDir Path data) {
    this.data = data;
  }

  private Identity local() throws IOException {
    return new ConfiguredIdentity(
        ADMIN,
        Map.of(
            "provider",
            "local",
            "users_file",
            data.resolve("etc/users").toString(),
            "endpoint",
            "http://127.0.0.1:11400"));
  }

  private static Evidence basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return header -> Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  @Test
  void makesTheFirstAdministrator() throws IOException {
    Identity identity = local();
    String password = Files.readString(data.resolve("first-password")).strip();

    assertThat(password).hasSize(24);
    Caller admin = identity.identify(basic("admin", password));
    assertThat(admin.isAdmin()).isTrue();
    assertThat(admin.project()).contains("admin");
    assertThat(Files.readString(data.resolve("clouds.yaml")))
        .contains("auth_type: http_basic", password, "endpoint: http://127.0.0.1:11400/v2");
    assertThat(Files.readString(data.resolve("etc/users"))).doesNotContain(password);
    for (String each : Set.of("first-password", "clouds.yaml", "etc/users")) {
      assertThat(Files.getPosixFilePermissions(data.resolve(each)))
          .as(each)
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    try (Stream<Path> files = Files.walk(data).filter(Files::isRegularFile)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void makesItOnce() throws IOException {
    local();
    String users = Files.readString(data.resolve("etc/users"));
    Files.delete(data.resolve("first-password"));

    local();

    assertThat(Files.readString(data.resolve("etc/users"))).isEqualTo(users);
    assertThat(data.resolve("first-password")).doesNotExist();
  }

  @Test
  void makesEverybodyAdministratorOnlyOnLoopbackOrByOrder() throws IOException {
    assertThatThrownBy(() -> new ConfiguredIdentity(ADMIN, Map.of("provider", "none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allow_open_access");
    for (String reason : Set.of("loopback", "allow_open_access")) {
      Identity open = new ConfiguredIdentity(ADMIN, Map.of("provider", "none", reason, "true"));
      Caller caller = open.identify(name -> Optional.empty());
      assertThat(caller.isAdmin()).isTrue();
      assertThat(caller.project()).isEmpty();
    }
  }

  @Test
  void complainsAboutEverythingAtOnce() {
    assertThatThrownBy(
            () -> new ConfiguredIdentity(ADMIN, Map.of("provider", "ldap", "realm", "a\"b")))
        .hasMessageContaining("provider")
        .hasMessageContaining("users_file")
        .hasMessageContaining("realm");
  }
}
