// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.policy.PropertyProtection;
import org.oriel.policy.PropertyProtection.Operation;
import org.oriel.policy.internal.RulePolicy;

class ConfiguredProtectionTests {
  private static final String ROLES =
      """
      # The first section that is found decides.
      [^spl_read_]
      create = admin, spl_role
      read = admin, spl_role , member
      update: Admin
      delete =
      [all_(open|free)]
      create = @
      read = @
      update = @
      delete = @
      [^shut]
      create = !
      read = !, admin
      update = !
      delete = !
      [os_glance_.*]
      create = !
      read = !
      update = !
      delete = !
      [^[a-c]+_x$]
      create = member
      read = member,
          reader
      update = member
      delete = member
      """;

  private final Path file;

  ConfiguredProtectionTests(@TempDir Path directory) {
    file = directory.resolve("protections.conf");
  }

  private PropertyProtection protection(String text, String format, Map<String, String> more)
      throws IOException {
    Files.writeString(file, text);
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("property_protection_file", file.toString());
    settings.put("property_protection_rule_format", format);
    return new ConfiguredProtection(new RulePolicy(settings), settings);
  }

  private static Caller with(String... roles) {
    return Caller.of("alice", "p1", Set.of(roles));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, spl_read_a, spl_role, true",
    "CREATE, spl_read_a, SPL_ROLE, true",
    "CREATE, spl_read_a, member, false",
    "READ, spl_read_a, member, true",
    "UPDATE, spl_read_a, admin, true",
    "UPDATE, spl_read_a, member, false",
    "DELETE, spl_read_a, admin, false",
    "READ, xspl_read_a, admin, false",
    "READ, all_open, nobody, true",
    "READ, see_all_free_here, nobody, true",
    "READ, shut, admin, false",
    "CREATE, shut_too, admin, false",
    "READ, abc_x, reader, true",
    "READ, abd_x, reader, false",
    "READ, unknown, admin, false",
    "READ, os_glance_import_task, nobody, true",
    "UPDATE, os_glance_failed_import, nobody, true",
  })
  void judgesByRoles(Operation operation, String property, String role, boolean expected)
      throws IOException {
    assertThat(protection(ROLES, "roles", Map.of()).allows(operation, property, with(role)))
        .isEqualTo(expected);
  }

  @Test
  void countsTheRolesOfTheService() throws IOException {
    Caller caller =
        new Caller(
            Optional.of("u"), Optional.of("p"), Set.of("x"), Set.of("spl_role"), false, false);

    assertThat(protection(ROLES, "roles", Map.of()).allows(Operation.CREATE, "spl_read_a", caller))
        .isTrue();
  }

  @Test
  void judgesByPolicies() throws IOException {
    Path policies = Files.writeString(file.resolveSibling("policy.yaml"), "makers: role:maker\n");
    String text = "[^x_]\ncreate = makers\nread = default\nupdate = context_is_admin\ndelete = !\n";
    PropertyProtection protection =
        protection(text, "policies", Map.of("policy_file", policies.toString()));

    assertThat(protection.allows(Operation.CREATE, "x_a", with("maker"))).isTrue();
    assertThat(protection.allows(Operation.CREATE, "x_a", with("member"))).isFalse();
    assertThat(protection.allows(Operation.READ, "x_a", with())).isTrue();
    assertThat(protection.allows(Operation.UPDATE, "x_a", with("maker"))).isFalse();
    assertThat(protection.allows(Operation.UPDATE, "x_a", with("admin"))).isTrue();
    assertThat(protection.allows(Operation.DELETE, "x_a", with("admin"))).isFalse();
    assertThat(protection.allows(Operation.READ, "y_a", with("admin"))).isFalse();
  }

  @Test
  void showsWhatMayBeRead() throws IOException {
    PropertyProtection protection = protection(ROLES, "roles", Map.of());
    Map<String, String> all =
        Map.of("spl_read_a", "1", "all_open", "2", "shut", "3", "os_glance_import_task", "4");
    Image image =
        Image.queued(
            "11111111-2222-3333-4444-555555555555",
            Attributes.NONE.withProperties(all),
            Instant.EPOCH);

    assertThat(protection.shown(image, with("member")).attributes().properties())
        .containsOnlyKeys("spl_read_a", "all_open", "os_glance_import_task");
    assertThat(protection.shown(image, with("guest")).attributes().properties())
        .containsOnlyKeys("all_open", "os_glance_import_task");
    assertThat(protection.shown(image, Caller.SYSTEM)).isSameAs(image);
  }

  @Test
  void opensEverythingWithoutAFile() throws IOException {
    PropertyProtection protection = new ConfiguredProtection(new RulePolicy(Map.of()), Map.of());

    assertThat(protection.allows(Operation.DELETE, "any", with())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a]\ncreate = @\nread = @\nupdate = @\n",
        "[a]\ncreate = @,!\nread = @\nupdate = @\ndelete = @\n",
        "[a(]\ncreate = @\nread = @\nupdate = @\ndelete = @\n",
        "create = @\n",
        "[a]\nnonsense\n",
        "[a]\ncreate = @\ncreate = @\nread = @\nupdate = @\ndelete = @\n",
        "[]\n",
      })
  void refusesABrokenFile(String text) {
    assertThatThrownBy(() -> protection(text, "roles", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("protections.conf");
  }

  @Test
  void refusesSeveralPoliciesForOneOperation() {
    String text = "[a]\ncreate = x,y\nread = @\nupdate = @\ndelete = @\n";
    assertThatThrownBy(() -> protection(text, "policies", Map.of()))
        .hasMessageContaining("several policies");
  }

  @Test
  void refusesWrongSettings() {
    assertThatThrownBy(() -> protection(ROLES, "both", Map.of()))
        .hasMessageContaining("property_protection_rule_format");
    assertThatThrownBy(
            () ->
                new ConfiguredProtection(
                    new RulePolicy(Map.of()),
                    Map.of("property_protection_file", file.resolveSibling("none").toString())))
        .isInstanceOf(NoSuchFileException.class);
  }
}
