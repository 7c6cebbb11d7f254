// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * Which database, and how it is used. {@link #toString} does not show the password.
 *
 * @param jdbcUrl without user and password
 * @param node name of this server among those that work on the same database
 * @param pool how many connections there are, and for how long
 */
record Settings(
    Flavour flavour, String jdbcUrl, String user, String password, String node, Pool pool) {

  /**
   * The connections.
   *
   * @param most at a time; at least two, for one may have to wait for what another does
   * @param patience for one of them to come free, or to be opened
   * @param age after which a connection is opened anew
   */
  record Pool(int most, Duration patience, Duration age) {
    static Pool of(Options options) {
      int kept = options.integer("max_pool_size", 20, 1, 1000);
      int more = options.integer("max_overflow", 0, 0, 1000);
      return new Pool(
          Math.max(2, kept + more),
          Duration.ofSeconds(options.integer("pool_timeout", 5, 1, 3600)),
          Duration.ofSeconds(options.integer("connection_recycle_time", 3600, 30, 86_400)));
    }
  }

  private static final String EMBEDDED = "h2:file:";

  /** Nothing is lost on a clean shutdown, and durability is not H2's delay but {@link FileSync}. */
  private static final String H2_OPTIONS =
      ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=64"
          + ";CACHE_SIZE=32768;TRACE_LEVEL_FILE=0";

  /**
   * Reads the PID {@code org.oriel.persistence}.
   *
   * @throws IllegalArgumentException with everything that is wrong
   */
  static Settings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    String connection = options.required("connection");
    String node = options.text("node", "local");
    Pool pool = Pool.of(options);
    if (node.length() > 255) {
      problems.add("Option node is longer than 255 characters.");
    }
    Optional<Settings> settings =
        connection.startsWith(EMBEDDED)
            ? embedded(connection.substring(EMBEDDED.length()), node, pool, problems)
            : SqlAlchemyUrl.parse(connection, problems)
                .map(
                    url ->
                        new Settings(
                            Flavour.MARIADB,
                            url.jdbcUrl(),
                            url.user(),
                            url.password(),
                            node,
                            pool));
    problems.complain("Configuration of the database");
    return settings.orElseThrow();
  }

  private static Optional<Settings> embedded(
      String file, String node, Pool pool, Problems problems) {
    try {
      Path path = Path.of(file);
      if (!path.isAbsolute() || file.indexOf(';') >= 0 || path.getFileName() == null) {
        problems.add("Option connection needs an absolute path without ';' after h2:file:.");
        return Optional.empty();
      }
      return Optional.of(
          new Settings(Flavour.H2, "jdbc:h2:file:" + path + H2_OPTIONS, "oriel", "", node, pool));
    } catch (InvalidPathException e) {
      problems.add("Option connection needs a path after h2:file:.");
      return Optional.empty();
    }
  }

  /** These settings with another flavour. */
  Settings with(Flavour other) {
    return new Settings(other, jdbcUrl, user, password, node, pool);
  }

  @Override
  public String toString() {
    return "Settings[" + jdbcUrl + ", node " + node + "]";
  }
}
