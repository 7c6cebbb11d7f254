// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTests {
  private static final String HASH = PasswordCheck.hash("secret", 4);

  @Test
  void readsLines() {
    Users users =
        Users.of(
            List.of(
                "# people", "", "alice:" + HASH + ":p1:member,reader", "  bob:" + HASH + ":p2:"));

    assertThat(users.size()).isEqualTo(2);
    assertThat(users.find("alice"))
        .contains(new User("alice", HASH, "p1", Set.of("member", "reader")));
    assertThat(users.find("bob").orElseThrow().roles()).isEmpty();
    assertThat(users.find("carol")).isEmpty();
    assertThat(users.cost()).isEqualTo(4);
  }

  @Test
  void takesHashesOfHtpasswd() {
    String hash = "$2y$05$6bQ1VOGiRzqWlBHm6cBMyuxMdIkmCBTp4WOGs3JEJpZaVQZbjtX4O";

    assertThat(Users.of(List.of("alice:" + hash + ":p1:member")).cost()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "alice:HASH",
        "alice:HASH:p1",
        "alice:HASH:p1:member:more",
        ":HASH:p1:member",
        "alice:HASH::member",
        "alice:HASH:p1:member,,reader",
        "al ice:HASH:p1:member",
        "alice:plain:p1:member",
        "alice:$2y$31$6bQ1VOGiRzqWlBHm6cBMyuxMdIkmCBTp4WOGs3JEJpZaVQZbjtX4O:p1:member",
        "alice:$1$abc:p1:member",
      })
  void refusesWrongLinesByTheirNumber(String line) {
    String real = line.replace("HASH", HASH);

    assertThatThrownBy(() -> Users.of(List.of("# first", real)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line 2")
        .hasMessageNotContaining(HASH);
  }

  @Test
  void refusesDoublesAndCrowds() {
    String line = "alice:" + HASH + ":p1:member";

    assertThatThrownBy(() -> Users.of(Collections.nCopies(2, line))).hasMessageContaining("Line 2");
    List<String> crowd =
        IntStream.range(0, 10_001).mapToObj(i -> "u" + i + ":" + HASH + ":p:").toList();
    assertThatThrownBy(() -> Users.of(crowd)).hasMessageContaining("10000");
  }

  @Test
  void keepsHashesOutOfWords() {
    assertThat(new User("alice", HASH, "p1", Set.of()).toString()).doesNotContain(HASH);
    assertThat(new BasicCredentials("alice", new byte[] {'x'}).toString()).endsWith("[alice]");
  }
}
