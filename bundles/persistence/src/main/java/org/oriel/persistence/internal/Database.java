// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** An open database: pool, schema, entities. */
final class Database implements AutoCloseable {
  private final Settings settings;
  private final HikariDataSource pool;
  private final EntityManagerFactory factory;
  private final Transactions transactions;

  private Database(Settings settings, HikariDataSource pool, EntityManagerFactory factory) {
    this.settings = settings;
    this.pool = pool;
    this.factory = factory;
    this.transactions =
        new Transactions(
            factory,
            pool,
            settings.flavour() == Flavour.H2 ? Optional.of(new FileSync(pool)) : Optional.empty());
  }

  /**
   * Opens a database and makes or checks its tables.
   *
   * @throws IllegalStateException if the tables are not ones that we may work on
   */
  static Database open(Settings settings) throws SQLException {
    HikariDataSource pool = new HikariDataSource(pooled(settings));
    boolean open = false;
    try {
      new Schema(pool, settings.flavour()).prepare();
      Settings found = settings.with(flavour(settings, pool));
      Database database = new Database(found, pool, entities(found, pool));
      open = true;
      return database;
    } finally {
      if (!open) {
        pool.close();
      }
    }
  }

  /** Which characters the columns hold is up to whoever made the tables. */
  private static Flavour flavour(Settings settings, DataSource pool) throws SQLException {
    if (settings.flavour() != Flavour.MARIADB) {
      return settings.flavour();
    }
    String narrow =
        "SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
            + " AND character_set_name <> 'utf8mb4' AND data_type <> 'enum'"
            + " AND column_name NOT IN ('id', 'image_id', 'task_id') AND (table_name IN ('images', 'tasks',"
            + " 'task_info') OR table_name LIKE 'image\\_%' OR table_name LIKE 'metadef\\_%')"
            + " LIMIT 1";
    try (Connection connection = pool.getConnection()) {
      boolean wide = Jdbc.select(connection, narrow, List.of(), row -> 1).isEmpty();
      return wide ? Flavour.MARIADB_UTF8MB4 : Flavour.MARIADB;
    }
  }

  private static HikariConfig pooled(Settings settings) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("oriel-database");
    config.setDataSource(settings.flavour() == Flavour.H2 ? embedded(settings) : mariadb(settings));
    config.setMaximumPoolSize(settings.pool().most());
    config.setMinimumIdle(2);
    config.setConnectionTimeout(settings.pool().patience().toMillis());
    config.setMaxLifetime(settings.pool().age().toMillis());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return config;
  }

  private static DataSource embedded(Settings settings) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(settings.jdbcUrl());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    return source;
  }

  private static DataSource mariadb(Settings settings) throws SQLException {
    MariaDbDataSource source = new MariaDbDataSource(settings.jdbcUrl());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    return source;
  }

  private static EntityManagerFactory entities(Settings settings, DataSource source) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Database.class.getClassLoader());
    try {
      EntityManagerFactory factory =
          new PersistenceProvider()
              .createContainerEntityManagerFactory(
                  new Unit(source),
                  Map.of(
                      PersistenceUnitProperties.WEAVING, "false",
                      PersistenceUnitProperties.TARGET_DATABASE, settings.flavour().platform(),
                      PersistenceUnitProperties.LOGGING_LOGGER, SessionLogToSlf4j.class.getName(),
                      PersistenceUnitProperties.LOGGING_PARAMETERS, "false",
                      // Glance may write to the same tables: nothing read may be kept
                      PersistenceUnitProperties.CACHE_SHARED_DEFAULT, "false",
                      PersistenceUnitProperties.SESSION_NAME,
                          "oriel-" + System.identityHashCode(source),
                      PersistenceUnitProperties.DEPLOY_ON_STARTUP, "true"));
      return Objects.requireNonNull(factory, "EclipseLink made no factory");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  Settings settings() {
    return settings;
  }

  DataSource source() {
    return pool;
  }

  Transactions transactions() {
    return transactions;
  }

  @Override
  public void close() {
    factory.close();
    pool.close();
  }
}
