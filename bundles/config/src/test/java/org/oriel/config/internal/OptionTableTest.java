// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionTableTest {
  private final OptionTable table = OptionTable.shipped();

  @Test
  void everyDefaultIsOfItsKindAndInItsCanonicalForm() {
    for (OptionRow row : table.rows()) {
      if (!row.otherwise().isEmpty() && !row.option().equals("*")) {
        assertThat(row.kind().canonical(row.otherwise()))
            .as(row.name().toString())
            .hasValue(row.otherwise());
      }
    }
  }

  @Test
  void everyRowHasATargetAndHonouredOnesHelp() {
    for (OptionRow row : table.rows()) {
      boolean named = row.target().matches("derived|later|never|org\\.[a-z0-9.]+#[\\w.]+");
      assertThat(named).as(row.name() + " has target " + row.target()).isTrue();
      if (!row.later() && !row.never() && !row.ofStore()) {
        assertThat(row.help()).as(row.name().toString()).isNotBlank().endsWith(".");
      }
    }
  }

  @Test
  void olderNamesAreFound() {
    assertThat(table.find("DEFAULT", "sql_connection").map(OptionRow::option))
        .hasValue("connection");
    assertThat(table.find("OSLO_LIMIT", "whatever").map(OptionRow::later)).hasValue(true);
    assertThat(table.find("DEFAULT", "frobnicate")).isEmpty();
  }

  @Test
  void rowsOfStoresAreApart() {
    assertThat(table.ofStore("file", "filesystem_store_datadir")).isPresent();
    assertThat(table.ofStore("s3", "weight")).isPresent();
    assertThat(table.ofStore("s3", "filesystem_store_datadir")).isEmpty();
    assertThat(table.sections())
        .contains("DEFAULT", "oriel_http")
        .noneMatch(name -> name.contains(":"));
  }

  @Test
  void twiceTheSameRowIsAMistake() {
    assertThatThrownBy(() -> OptionTable.parse("a | b | text | | later\na | b | text | | later"))
        .isInstanceOf(IllegalStateException.class);
  }
}
