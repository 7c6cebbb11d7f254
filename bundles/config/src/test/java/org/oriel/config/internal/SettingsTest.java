// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.oriel.base.Problems;

class SettingsTest {
  private static final OptionTable TABLE =
      OptionTable.parse(
          """
          DEFAULT | name | text | default of @DATA@ | derived
          DEFAULT | number | integer 0..9 | 5 | derived
          group   | value | text | | derived | DEFAULT/old_value,old/value
          group   | many | multi | | derived
          group   | words | list | a,b | derived
          """);

  private final Problems problems = new Problems();

  private Settings settings(Map<String, String> environment, String... files) {
    List<List<Assignment>> layers = new ArrayList<>();
    for (String file : files) {
      layers.add(ConfText.parse("file" + layers.size(), file, problems));
    }
    return new Settings(TABLE, layers, environment, Map.of("DATA", "/d"), problems);
  }

  private String value(String section, String option, String... files) {
    return settings(Map.of(), files).value(TABLE.get(section, option));
  }

  @Test
  void defaultsStandForWhatIsNotSet() {
    assertThat(value("DEFAULT", "name")).isEqualTo("default of /d");
    assertThat(value("group", "value")).isEmpty();
  }

  @Test
  void lastOfRepeatedKeysAndLaterFilesWin() {
    assertThat(value("DEFAULT", "name", "[DEFAULT]\nname = a\nname = b")).isEqualTo("b");
    assertThat(value("DEFAULT", "name", "[DEFAULT]\nname = a", "[DEFAULT]\nname = c"))
        .isEqualTo("c");
  }

  @Test
  void emptyTextIsAValueAndEmptyNumberIsNone() {
    assertThat(value("DEFAULT", "name", "[DEFAULT]\nname =")).isEmpty();
    assertThat(value("DEFAULT", "number", "[DEFAULT]\nnumber =")).isEqualTo("5");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void wrongValueIsAProblemAndReadsAsTheDefault() {
    assertThat(value("DEFAULT", "number", "[DEFAULT]\n\nnumber = 10")).isEqualTo("5");
    assertThat(problems.all())
        .containsExactly("file0 line 3: [DEFAULT] number is not a whole number from 0 to 9.");
  }

  @Test
  void olderNamesCountInTheirOrder() {
    assertThat(value("group", "value", "[old]\nvalue = 3")).isEqualTo("3");
    assertThat(value("group", "value", "[old]\nvalue = 3\n[DEFAULT]\nold_value = 2"))
        .isEqualTo("2");
    assertThat(value("group", "value", "[old]\nvalue = 3\n[group]\nvalue = 1\n[old]\nvalue = 4"))
        .isEqualTo("1");
    assertThat(value("group", "value", "[group]\nvalue = 1", "[DEFAULT]\nold_value = 2"))
        .isEqualTo("2");
  }

  @Test
  void sectionsDoNotMindTheirCaseButOptionsDo() {
    assertThat(value("group", "value", "[GROUP]\nvalue = 1")).isEqualTo("1");
    assertThat(value("group", "value", "[group]\nVALUE = 1")).isEmpty();
  }

  @Test
  void repeatedKeysAddUpWhereTheyMay() {
    assertThat(value("group", "many", "[group]\nmany = a\nmany = b", "[group]\nmany = c"))
        .isEqualTo("a\nb\nc");
    assertThat(
            settings(Map.of("OS_GROUP__MANY", "z"), "[group]\nmany = a")
                .value(TABLE.get("group", "many")))
        .isEqualTo("z");
  }

  @Test
  void environmentBeatsFilesAndMustBeWellFormed() {
    Map<String, String> environment =
        Map.of(
            "OS_DEFAULT__NAME",
            "env",
            "OS_GROUP__WORDS",
            "[x, y]",
            "OS_AUTH_URL",
            "no",
            "PATH",
            "no");
    Settings settings = settings(environment, "[DEFAULT]\nname = file");
    assertThat(settings.value(TABLE.get("DEFAULT", "name"))).isEqualTo("env");
    assertThat(settings.value(TABLE.get("group", "words"))).isEqualTo("x,y");
    assertThat(settings.all()).hasSize(3);
    settings(Map.of("OS_DEFAULT__NUMBER", "many")).value(TABLE.get("DEFAULT", "number"));
    assertThat(problems.all())
        .containsExactly(
            "environment variable OS_DEFAULT__NUMBER: [default] number is not a whole number from 0"
                + " to 9.");
  }

  @Test
  void valuesReferToOtherOptions() {
    String file =
        """
        [DEFAULT]
        name = top
        free = unknown to the table
        [group]
        words = one, two
        value = $name ${name}! $group.words ${group.words} $words $free $number
        """;
    assertThat(value("group", "value", file))
        .isEqualTo("top top! one, two one, two one, two unknown to the table 5");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void dollarsCanBeWritten() {
    assertThat(value("group", "value", "[group]\nvalue = a$$b\\$c$ $1 ${ $"))
        .isEqualTo("a$b$c$ $1 ${ $");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void unknownReferenceIsAProblemThatIsNotRepeated() {
    value("group", "value", "[group]\nvalue = pass$word");
    assertThat(problems.all())
        .containsExactly("file0 line 2: [group] value refers to an option that is not known.");
  }

  @Test
  void circlesAndBombsEnd() {
    value("group", "value", "[group]\nvalue = $other\nother = $value");
    assertThat(problems.all())
        .containsExactly(
            "file0 line 2: [group] value refers to options in a circle or too deeply.");
    StringBuilder bomb = new StringBuilder("[group]\nvalue = $a0\n");
    for (int i = 0; i < 7; i++) {
      bomb.append("a" + i + " = ").append(("$a" + (i + 1) + " ").repeat(100)).append('\n');
    }
    bomb.append("a7 = boom\n");
    assertThat(value("group", "value", bomb.toString()).length()).isLessThan(70_000);
    assertThat(problems.all()).anyMatch(problem -> problem.contains("is longer than"));
  }
}
