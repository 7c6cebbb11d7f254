// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * Which database, and how it is used. {@link #toString} does not show the password.
 *
 * @param jdbcUrl without user and password
 * @param node name of this server among those that work on the same database
 * @param maxPoolSize most connections
 */
record Settings(
    Flavour flavour, String jdbcUrl, String user, String password, String node, int maxPoolSize) {

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
    int most = options.integer("max_pool_size", 20, 2, 500);
    if (node.length() > 255) {
      problems.add("Option node is longer than 255 characters.");
    }
    Optional<Settings> settings =
        connection.startsWith(EMBEDDED)
            ? embedded(connection.substring(EMBEDDED.length()), node, most, problems)
            : SqlAlchemyUrl.parse(connection, problems)
                .map(
                    url ->
                        new Settings(
                            Flavour.MARIADB,
                            url.jdbcUrl(),
                            url.user(),
                            url.password(),
                            node,
                            most));
    problems.complain("Configuration of the database");
    return settings.orElseThrow();
  }

  private static Optional<Settings> embedded(
      String file, String node, int most, Problems problems) {
    try {
      Path path = Path.of(file);
      if (!path.isAbsolute() || file.indexOf(';') >= 0 || path.getFileName() == null) {
        problems.add("Option connection needs an absolute path without ';' after h2:file:.");
        return Optional.empty();
      }
      return Optional.of(
          new Settings(Flavour.H2, "jdbc:h2:file:" + path + H2_OPTIONS, "oriel", "", node, most));
    } catch (InvalidPathException e) {
      problems.add("Option connection needs a path after h2:file:.");
      return Optional.empty();
    }
  }

  /** These settings with another flavour. */
  Settings with(Flavour other) {
    return new Settings(other, jdbcUrl, user, password, node, maxPoolSize);
  }

  @Override
  public String toString() {
    return "Settings[" + jdbcUrl + ", node " + node + "]";
  }
}
