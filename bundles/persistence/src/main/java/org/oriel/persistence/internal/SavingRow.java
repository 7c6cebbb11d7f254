// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** A note that a node began to save the data of an image. */
@Entity
@Table(name = "oriel_saving")
@SuppressWarnings("NullAway.Init") // filled by the database
class SavingRow {
  @Id
  @Column(name = "image_id")
  String imageId;

  @Column(name = "node")
  String node;

  @Column(name = "since")
  LocalDateTime since;
}
