// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.base.Workers;
import org.oriel.identity.Evidence;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

class LocalIdentityTests {
  private final AtomicLong clock = new AtomicLong();
  private final Path file;
  private final LocalIdentity identity;

  LocalIdentityTests(@TempDir Path directory) throws IOException {
    file = directory.resolve("users");
    write("alice:" + PasswordCheck.hash("secret", 4) + ":p1:Admin,member");
    identity = identity();
  }

  private final LocalIdentity identity() throws IOException {
    return new LocalIdentity(
        new UsersFile(file, clock::get), "oriel", caller -> caller.roles().contains("admin"));
  }

  private final void write(String... lines) throws IOException {
    PrivateFile.write(file, String.join("\n", lines) + "\n");
  }

  private static Evidence header(String value) {
    return name -> name.equals("Authorization") ? Optional.of(value) : Optional.empty();
  }

  private static Evidence basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return header("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  @Test
  void knowsAUserByPassword() {
    for (int i = 0; i < 3; i++) {
      Caller caller = identity.identify(basic("alice", "secret"));
      assertThat(caller)
          .isEqualTo(
              new Caller(
                  Optional.of("alice"),
                  Optional.of("p1"),
                  Set.of("admin", "member"),
                  Set.of(),
                  true,
                  false));
    }
  }

  @Test
  void refusesEverythingElseAlike() {
    List<Evidence> wrong =
        List.of(
            basic("alice", "Secret"),
            basic("alice", ""),
            basic("alice", "secret\0"),
            basic("alice", "x".repeat(100)),
            basic("Alice", "secret"),
            basic("mallory", "secret"),
            basic("", ""),
            name -> Optional.empty());
    for (Evidence each : wrong) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> identity.identify(each))
            .isInstanceOfSatisfying(
                Refusal.Unauthenticated.class,
                refusal -> assertThat(refusal.challenge()).isEqualTo("Basic realm=\"oriel\""))
            .hasMessage("The request you have made requires authentication.");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic YWxpY2U=",
        "Bearer YWxpY2U6c2VjcmV0",
        "Basic //86eA=="
      })
  void refusesMalformedHeaders(String value) {
    assertThatThrownBy(() -> identity.identify(header(value)))
        .isInstanceOf(Refusal.Unauthenticated.class);
  }

  @Test
  void refusesOverlongHeaders() {
    assertThatThrownBy(() -> identity.identify(basic("alice", "x".repeat(100_000))))
        .isInstanceOf(Refusal.Unauthenticated.class);
  }

  @Test
  void takesTheSchemeInAnyCase() {
    Evidence lower =
        header(
            "basic "
                + Base64.getEncoder()
                    .encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8)));

    assertThat(identity.identify(lower).user()).contains("alice");
  }

  @Test
  void followsTheFile() throws IOException {
    assertThat(identity.identify(basic("alice", "secret")).isAdmin()).isTrue();
    assertThatThrownBy(() -> identity.identify(basic("bob", "word")))
        .isInstanceOf(Refusal.Unauthenticated.class);

    write(
        "alice:" + PasswordCheck.hash("changed", 4) + ":p1:member",
        "bob:" + PasswordCheck.hash("word", 4) + ":p2:reader");
    clock.addAndGet(3_000_000_000L);

    assertThat(identity.identify(basic("bob", "word")).project()).contains("p2");
    assertThat(identity.identify(basic("alice", "changed")).isAdmin()).isFalse();
    assertThatThrownBy(() -> identity.identify(basic("alice", "secret")))
        .isInstanceOf(Refusal.Unauthenticated.class);
  }

  @Test
  void keepsItsUsersWhenTheFileIsWrongOrGone() throws IOException {
    write("nonsense");
    clock.addAndGet(3_000_000_000L);
    assertThat(identity.identify(basic("alice", "secret")).user()).contains("alice");

    Files.delete(file);
    clock.addAndGet(3_000_000_000L);
    assertThat(identity.identify(basic("alice", "secret")).user()).contains("alice");
  }

  @Test
  void looksAtTheFileNowAndThenOnly() throws IOException {
    write("bob:" + PasswordCheck.hash("word", 4) + ":p2:reader");

    assertThat(identity.identify(basic("alice", "secret")).user()).contains("alice");
  }

  @Test
  void doesNotStartWithAWrongFile() throws IOException {
    write("nonsense");

    assertThatThrownBy(this::identity).hasMessageContaining("Line 1");
  }

  /** Wrong passwords in a crowd are turned away; who is known already never notices. */
  @Test
  void isNotDrownedByWrongPasswords() throws Exception {
    write("alice:" + PasswordCheck.hash("secret", 10) + ":p1:member");
    LocalIdentity slow = identity();
    assertThat(slow.identify(basic("alice", "secret")).user()).contains("alice");
    ExecutorService crowd = Workers.pool("test", 150, 600);
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String guess = "guess" + i;
      answers.add(crowd.submit(() -> turnedAway(slow, guess)));
    }
    long start = System.nanoTime();
    assertThat(slow.identify(basic("alice", "secret")).user()).contains("alice");
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    int busy = 0;
    for (Future<Boolean> each : answers) {
      busy += each.get() ? 1 : 0;
    }
    crowd.shutdown();
    assertThat(busy).isPositive();
  }

  private static boolean turnedAway(LocalIdentity identity, String guess) {
    try {
      identity.identify(basic("alice", guess));
      throw new AssertionError("A wrong password was taken.");
    } catch (Refusal.Unavailable e) {
      return true;
    } catch (Refusal.Unauthenticated e) {
      return false;
    }
  }
}
