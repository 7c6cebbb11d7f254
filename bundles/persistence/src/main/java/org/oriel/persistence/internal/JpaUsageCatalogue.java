// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Query;
import java.util.Optional;
import org.oriel.image.UsageCatalogue;

/** What projects take up, summed by the database on Glance's tables. */
final class JpaUsageCatalogue implements UsageCatalogue {
  private static final String LIVING = " i.status NOT IN ('killed', 'deleted')";
  private static final String COPIED =
      " EXISTS (SELECT 1 FROM image_properties p WHERE p.image_id = i.id AND p.name = '"
          + COPYING
          + "' AND p.value <> '')";
  private static final String STAGED =
      " FROM images i WHERE i.owner = ? AND (i.status IN ('uploading', 'importing') OR"
          + LIVING
          + " AND"
          + COPIED
          + ")";
  private static final String ARRIVING =
      " FROM images i WHERE i.owner = ? AND (i.status IN ('saving', 'uploading', 'importing') OR"
          + LIVING
          + " AND"
          + COPIED
          + ")";

  private final Transactions transactions;

  JpaUsageCatalogue(Database database) {
    this.transactions = database.transactions();
  }

  @Override
  public long storedBytes(String project, Optional<String> except) {
    return number(
        "SELECT COALESCE(SUM(i.size), 0) FROM images i"
            + " JOIN image_locations l ON l.image_id = i.id AND l.status <> 'deleted'"
            + " WHERE i.owner = ? AND i.size > 0 AND"
            + LIVING
            + " AND i.id <> ?",
        project,
        except.orElse(""));
  }

  @Override
  public long stagedBytes(String project) {
    return number("SELECT COALESCE(SUM(i.size), 0)" + STAGED + " AND i.size > 0", project);
  }

  @Override
  public long images(String project) {
    return number("SELECT COUNT(*) FROM images i WHERE i.owner = ? AND" + LIVING, project);
  }

  @Override
  public long uploading(String project) {
    return number("SELECT COUNT(*)" + ARRIVING, project);
  }

  private long number(String sql, String... parameters) {
    return transactions.read(
        entities -> {
          Query query = entities.createNativeQuery(sql);
          for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
          }
          return ((Number) query.getSingleResult()).longValue();
        });
  }
}
