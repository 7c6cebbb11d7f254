// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.oriel.image.Refusal;

/** What a complaint of the database means. */
enum SqlFault {
  /** Two transactions stood in each other's way: trying again helps. */
  COLLISION,
  /** A unique key exists already. */
  DUPLICATE,
  /** A value does not fit its column. */
  MISFIT,
  /** The database does not answer. */
  AWAY,
  /** Anything else: a fault of ours. */
  OTHER;

  private static final Set<Integer> COLLISIONS = Set.of(1205, 1213, 1020, 50200, 90131, 90112);
  private static final Set<Integer> MISFITS = Set.of(1264, 1366, 1406, 3988);

  /** Shutdown, a killed connection, too many connections; on H2 a closed database. */
  private static final Set<Integer> AWAYS = Set.of(1040, 1053, 1203, 1927, 90067, 90098, 90121);

  private static final int DUPLICATE_ON_H2 = 23505;
  private static final int DUPLICATE_ON_MARIADB = 1062;

  /** What an exception means, judged by the first complaint of the database behind it. */
  static SqlFault of(Throwable exception) {
    return cause(exception).map(SqlFault::judge).orElse(OTHER);
  }

  private static SqlFault judge(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    int code = e.getErrorCode();
    if (state.startsWith("40") || COLLISIONS.contains(code)) {
      return COLLISION;
    }
    if (code == DUPLICATE_ON_H2 || code == DUPLICATE_ON_MARIADB) {
      return DUPLICATE;
    }
    if (state.startsWith("22") || MISFITS.contains(code)) {
      return MISFIT;
    }
    if (state.startsWith("08")
        || AWAYS.contains(code)
        || e instanceof SQLTransientConnectionException) {
      return AWAY;
    }
    return OTHER;
  }

  /** The refusal that tells a caller, if it is one and not a fault. */
  Optional<Refusal> refusal() {
    return switch (this) {
      case COLLISION ->
          Optional.of(
              new Refusal.Unavailable(
                  "Too many changes of the same records at once.", Duration.ofSeconds(1)));
      case MISFIT ->
          Optional.of(new Refusal.Invalid("A value is too long or not fit for the database."));
      case AWAY ->
          Optional.of(
              new Refusal.Unavailable("The database does not answer.", Duration.ofSeconds(5)));
      case DUPLICATE, OTHER -> Optional.empty();
    };
  }

  private static Optional<SQLException> cause(Throwable exception) {
    Throwable each = exception;
    for (int depth = 0; each != null && depth < 20; depth++) {
      if (each instanceof SQLException sql) {
        return Optional.of(sql);
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
