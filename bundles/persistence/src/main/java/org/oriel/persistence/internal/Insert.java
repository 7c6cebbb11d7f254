// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.oriel.image.Refusal;

/**
 * Adds rows whose number the database gives. Not by {@code persist}: EclipseLink asks H2 for the
 * number with a function that H2 no longer has.
 */
final class Insert {
  private Insert() {}

  /**
   * Adds a row, at once.
   *
   * @param duplicate what to say if a key exists already
   */
  static void row(EntityManager entities, StampedRow row, Supplier<Refusal> duplicate) {
    Map<String, Object> cells = row.cells();
    String sql =
        "INSERT INTO "
            + row.getClass().getAnnotation(Table.class).name()
            + " ("
            + String.join(", ", cells.keySet())
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(cells.size(), "?"))
            + ")";
    Query query = entities.createNativeQuery(sql);
    int index = 1;
    for (Object cell : cells.values()) {
      query.setParameter(index++, cell);
    }
    unlessDuplicate(query::executeUpdate, duplicate);
  }

  /** Sends what has changed to the database, which knows whether a name is taken. */
  static void flush(EntityManager entities, Supplier<Refusal> duplicate) {
    unlessDuplicate(entities::flush, duplicate);
  }

  private static void unlessDuplicate(Runnable work, Supplier<Refusal> duplicate) {
    try {
      work.run();
    } catch (PersistenceException | EclipseLinkException e) {
      throw SqlFault.of(e) == SqlFault.DUPLICATE ? duplicate.get() : e;
    }
  }
}
