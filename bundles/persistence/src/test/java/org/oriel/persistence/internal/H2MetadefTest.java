// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.testkit.metadef.MetadefCatalogueContract;

class H2MetadefTest extends MetadefCatalogueContract {
  @SuppressWarnings("NullAway.Init")
  private static Database database;

  @BeforeAll
  static void openDatabase(@TempDir Path directory) throws SQLException {
    database = Database.open(Settings.of(Map.of("connection", "h2:file:" + directory + "/oriel")));
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    Tables.emptyMetadefs(database);
  }

  @Override
  protected MetadefCatalogue catalogue() {
    return new JpaMetadefCatalogue(database);
  }

  @Override
  protected boolean tellsCaseApart() {
    return true;
  }
}
