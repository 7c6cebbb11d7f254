// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oriel.base.Problems;

class ConfTextTest {
  private final Problems problems = new Problems();

  private List<Assignment> parse(String... lines) {
    return ConfText.parse("f", String.join("\n", lines), problems);
  }

  private static Assignment assignment(String section, String option, String value, int line) {
    return new Assignment(section, option, value, "f", line);
  }

  @Test
  void readsSectionsAndBothKindsOfAssignment() {
    assertThat(parse("[one]", "a = 1", "b: 2", "c=d:e", "f:g=h", "[Two]", "a =", "i"))
        .containsExactly(
            assignment("one", "a", "1", 2),
            assignment("one", "b", "2", 3),
            assignment("one", "c", "d:e", 4),
            assignment("one", "f", "g=h", 5),
            assignment("Two", "a", "", 7));
    assertThat(problems.all())
        .containsExactly("f line 8: neither a section, a comment nor an assignment.");
  }

  @Test
  void ignoresCommentsAndBlankLines() {
    assertThat(parse("# a = 1", "; b = 2", "", "[s]", "#c = 3", "d = 4 # stays", "  "))
        .containsExactly(assignment("s", "d", "4 # stays", 6));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void indentedLinesContinueAValueUntilABlankLine() {
    assertThat(parse("[s]", "a = 1,", "  2,", "\t3", "", "b = 4", "[t]", "c = 5"))
        .containsExactly(
            assignment("s", "a", "1,\n2,\n3", 2),
            assignment("s", "b", "4", 6),
            assignment("t", "c", "5", 8));
    parse("[s]", "a = 1", "", "  2");
    assertThat(problems.all()).containsExactly("f line 4: an indented line continues nothing.");
  }

  @Test
  void aCommentEndsAValue() {
    assertThat(parse("[s]", "a = 1", "# note", "b = 2")).hasSize(2);
  }

  @Test
  void stripsOnePairOfQuotes() {
    assertThat(parse("[s]", "a = \"x y\"", "b = 'z'", "c = \"", "d = \"x'", "e = ''"))
        .extracting(Assignment::value)
        .containsExactly("x y", "z", "\"", "\"x'", "");
  }

  @Test
  void keepsRepeatedKeys() {
    assertThat(parse("[s]", "a = 1", "a = 2")).hasSize(2);
  }

  @Test
  void defaultSectionDoesNotMindItsCase() {
    assertThat(parse("[default]", "a = 1").get(0).section()).isEqualTo("DEFAULT");
  }

  @Test
  void toleratesWindowsLineEnds() {
    assertThat(ConfText.parse("f", "[s]\r\na = 1\r\n", problems))
        .containsExactly(assignment("s", "a", "1", 2));
  }

  @Test
  void neverShowsAValue() {
    assertThat(parse("[s]", "password = geheim").toString()).doesNotContain("geheim");
  }
}
