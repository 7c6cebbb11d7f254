// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.MariaDBPlatform;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB, with times passed as they are. EclipseLink's own way leads through {@link
 * java.sql.Timestamp} and thereby through the time zone of this machine, which has no name for some
 * hours of the year.
 */
public final class MariaDbTimes extends MariaDBPlatform {
  private static final long serialVersionUID = 1L;

  public MariaDbTimes() {
    setShouldTrimStrings(false);
  }

  /** The optimized way reads times as {@link java.sql.Timestamp}. */
  @Override
  public boolean shouldOptimizeDataConversion() {
    return false;
  }

  @Override
  public void setParameterValueInDatabaseCall(
      @Nullable Object parameter, PreparedStatement statement, int index, AbstractSession session)
      throws SQLException {
    if (parameter instanceof LocalDateTime) {
      statement.setObject(index, parameter);
    } else {
      super.setParameterValueInDatabaseCall(parameter, statement, index, session);
    }
  }

  @Override
  public @Nullable Object getObjectFromResultSet(
      ResultSet row, int column, int type, AbstractSession session) throws SQLException {
    return type == Types.TIMESTAMP
        ? row.getObject(column, LocalDateTime.class)
        : super.getObjectFromResultSet(row, column, type, session);
  }
}
