// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/** Spring Batch's tables under our prefix, by Spring Batch's own script for H2. */
public final class BatchTables {
  private static final String SCRIPT = "org/springframework/batch/core/schema-h2.sql";
  private static final String PREFIX = "oriel_batch_";

  private BatchTables() {}

  /**
   * Creates the tables in an H2 database that does not have them yet.
   *
   * @param springBatch finds Spring Batch's resources
   */
  public static void create(DataSource database, ClassLoader springBatch)
      throws IOException, SQLException {
    try (InputStream in = Objects.requireNonNull(springBatch.getResourceAsStream(SCRIPT));
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String sql = new String(in.readAllBytes(), UTF_8).replace("BATCH_", PREFIX);
      for (String each : sql.split(";", -1)) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
    }
  }
}
