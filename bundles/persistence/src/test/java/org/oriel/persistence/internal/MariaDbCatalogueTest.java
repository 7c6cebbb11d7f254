// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.oriel.testkit.catalogue.CatalogueContract;
import org.oriel.testkit.catalogue.Catalogues;

@NeedsMariaDb
class MariaDbCatalogueTest extends CatalogueContract {
  @SuppressWarnings("NullAway.Init")
  private static Database database;

  @BeforeAll
  static void openDatabase() throws SQLException {
    String url = MariaDbServer.get().create("contract");
    database = Database.open(Settings.of(Map.of("connection", url)));
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    Tables.empty(database);
  }

  @Override
  public Catalogues open(String node, Clock clock) {
    return Tables.open(database, node, clock);
  }
}
