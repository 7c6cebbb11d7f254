// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Makes the tables where there are none, and leaves Glance's alone where Glance made them. Our own
 * tables, all of prefix {@code oriel_}, are kept up by numbered scripts; which of them ran stands
 * in {@code oriel_schema_history}.
 */
final class Schema {
  /**
   * Heads under which every table and column that we need is there. Between the first and the last
   * Glance only added two tables, which we can do without.
   */
  private static final Set<String> GOOD_HEADS =
      Set.of(
          "wallaby_contract01",
          "xena_contract01",
          "yoga_contract01",
          "zed_contract01",
          "2023_1_contract01",
          "2024_1_contract01");

  private static final Set<String> OLD_RELEASES =
      Set.of(
          "liberty",
          "mitaka01",
          "mitaka02",
          "ocata",
          "pike",
          "queens",
          "rocky",
          "train",
          "ussuri",
          "wallaby",
          "xena",
          "yoga",
          "zed",
          "2023_1",
          "2024_1");

  private static final String HISTORY = "oriel_schema_history";

  private final DataSource source;
  private final Flavour flavour;

  Schema(DataSource source, Flavour flavour) {
    this.source = source;
    this.flavour = flavour;
  }

  /**
   * Brings the schema to where we need it.
   *
   * @throws IllegalStateException with the cure, if the database is not one that we may work on
   */
  void prepare() throws SQLException {
    boolean madeByGlance;
    try (Connection connection = source.getConnection()) {
      Set<String> tables = tables(connection);
      madeByGlance = tables.contains("alembic_version");
      if (madeByGlance) {
        accept(heads(connection));
      } else if (tables.contains("images") && !tables.contains(HISTORY)) {
        throw new IllegalStateException(
            "The database has a table 'images' but no 'alembic_version': neither Glance nor Oriel"
                + " made it. Name an empty database in [database] connection.");
      }
    }
    Flyway.configure(Schema.class.getClassLoader())
        .loggers("slf4j")
        .dataSource(source)
        .locations(flavour.migrations())
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion(madeByGlance ? "1" : "0")
        .baselineDescription("what was there before Oriel")
        .failOnMissingLocations(true)
        .cleanDisabled(true)
        .load()
        .migrate();
  }

  private static void accept(List<String> heads) {
    if (heads.stream().anyMatch(GOOD_HEADS::contains)) {
      return;
    }
    String found = heads.isEmpty() ? "none" : String.join(", ", heads);
    boolean old = heads.isEmpty() || heads.stream().allMatch(Schema::isOld);
    throw new IllegalStateException(
        old
            ? "The database is at Glance's revision "
                + found
                + ", which is too old. Run 'glance-manage db sync' of Glance Wallaby or later first."
            : "The database is at Glance's revision "
                + found
                + ", which this Oriel does not know. Use an Oriel that knows it, or a database at"
                + " revision 2024_1_contract01.");
  }

  private static boolean isOld(String head) {
    String release = head.replaceFirst("_(expand|contract)[0-9]+$", "");
    return OLD_RELEASES.contains(release);
  }

  private static List<String> heads(Connection connection) throws SQLException {
    List<String> heads = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version_num FROM alembic_version")) {
      while (rows.next()) {
        heads.add(rows.getString(1));
      }
    }
    return heads;
  }

  private static Set<String> tables(Connection connection) throws SQLException {
    Set<String> tables = new TreeSet<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return tables;
  }
}
