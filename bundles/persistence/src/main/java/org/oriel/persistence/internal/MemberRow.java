// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Member;

/** A project that an image is shared with. */
@Entity
@Table(name = "image_members")
@SuppressWarnings("NullAway.Init") // filled by the database
class MemberRow {
  @Id
  @Column(name = "id")
  int id;

  @Column(name = "image_id")
  String imageId;

  @Column(name = "member")
  String project;

  @Column(name = "status")
  String status;

  @Column(name = "created_at")
  LocalDateTime createdAt;

  @Column(name = "updated_at")
  @Nullable LocalDateTime updatedAt;

  @Column(name = "deleted")
  boolean deleted;

  /** What the member made of the offer; a word of the future counts as not answered. */
  Member member() {
    return new Member(
        imageId,
        project,
        Stream.of(Member.Status.values())
            .filter(each -> each.word().equals(status))
            .findFirst()
            .orElse(Member.Status.PENDING),
        Flavour.instant(createdAt),
        Flavour.instant(updatedAt == null ? createdAt : updatedAt));
  }
}
