// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.batch.core.job.Job;

/** A new database in memory with Spring Batch's tables under our prefix. */
public final class BatchTables {
  private BatchTables() {}

  public static DataSource create() throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    String script = "/org/springframework/batch/core/schema-h2.sql";
    try (InputStream in = Objects.requireNonNull(Job.class.getResourceAsStream(script));
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String sql = new String(in.readAllBytes(), UTF_8).replace("BATCH_", Batch.TABLES);
      for (String each : sql.split(";", -1)) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
    }
    return database;
  }
}
