// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.metadef.Times;

/** What all numbered rows of the metadata definition catalogue have. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // filled by the database
abstract class StampedRow {
  @Id
  @Column(name = "id")
  int id;

  @Column(name = "created_at")
  LocalDateTime createdAt;

  @Column(name = "updated_at")
  @Nullable LocalDateTime updatedAt;

  Times times() {
    return times(createdAt, updatedAt);
  }

  void times(Times times, Flavour flavour) {
    createdAt = Flavour.naive(flavour.cut(times.createdAt()));
    updatedAt = Flavour.naive(flavour.cut(times.updatedAt()));
  }

  /**
   * Columns and their values, but for the number, which the database gives. Absent ones are left
   * out.
   */
  Map<String, Object> cells() {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("created_at", createdAt);
    if (updatedAt != null) {
      cells.put("updated_at", updatedAt);
    }
    return cells;
  }

  static Times times(LocalDateTime createdAt, @Nullable LocalDateTime updatedAt) {
    return new Times(
        Flavour.instant(createdAt), Flavour.instant(updatedAt == null ? createdAt : updatedAt));
  }

  static void putUnlessNull(Map<String, Object> cells, String column, @Nullable Object value) {
    if (value != null) {
      cells.put(column, value);
    }
  }
}
