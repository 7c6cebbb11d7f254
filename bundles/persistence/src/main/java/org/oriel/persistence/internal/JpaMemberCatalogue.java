// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.oriel.event.Event;
import org.oriel.event.MemberEvents;
import org.oriel.image.Member;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.Refusal;

/** With whom images are shared, on Glance's tables. */
final class JpaMemberCatalogue implements MemberCatalogue {
  private final Transactions transactions;
  private final Flavour flavour;
  private final Clock clock;
  private final JpaOutbox outbox;

  JpaMemberCatalogue(Database database, Clock clock, JpaOutbox outbox) {
    this.transactions = database.transactions();
    this.flavour = database.settings().flavour();
    this.clock = clock;
    this.outbox = outbox;
  }

  @Override
  public List<Member> of(String imageId) {
    return transactions.read(
        entities ->
            entities
                .createQuery(
                    "SELECT m FROM MemberRow m WHERE m.imageId = :image AND m.deleted = :no"
                        + " ORDER BY m.id",
                    MemberRow.class)
                .setParameter("image", imageId)
                .setParameter("no", false)
                .getResultList()
                .stream()
                .map(MemberRow::member)
                .toList());
  }

  @Override
  public void add(Member member) {
    new Characters(flavour).check(member.project());
    LocalDateTime created = Flavour.naive(flavour.cut(member.createdAt()));
    LocalDateTime updated = Flavour.naive(flavour.cut(member.updatedAt()));
    transactions.write(
        entities -> {
          lock(entities, member.imageId());
          Optional<MemberRow> there = row(entities, member.imageId(), member.project());
          if (there.isPresent() && !there.get().deleted) {
            throw new Refusal.Conflict(
                "The target member "
                    + member.project()
                    + " is already associated with image "
                    + member.imageId()
                    + ".");
          }
          if (there.isPresent()) {
            MemberRow row = there.get();
            row.deleted = false;
            row.status = member.status().word();
            row.updatedAt = updated;
          } else {
            insert(entities, member, created, updated);
          }
          if (outbox.isWanted()) {
            Member added = there.map(MemberRow::member).orElse(member);
            outbox.write(entities, List.of(MemberEvents.created(added)));
          }
          return member;
        });
  }

  @Override
  public void answer(String imageId, String project, Member.Status status) {
    transactions.write(
        entities -> {
          MemberRow row =
              row(entities, imageId, project)
                  .filter(it -> !it.deleted)
                  .orElseThrow(
                      () ->
                          new Refusal.NotFound(
                              project
                                  + " not found in the member list of the image "
                                  + imageId
                                  + "."));
          row.status = status.word();
          row.updatedAt = now();
          if (outbox.isWanted()) {
            outbox.write(entities, List.of(MemberEvents.updated(row.member())));
          }
          return row;
        });
  }

  @Override
  public boolean remove(String imageId, String project) {
    return transactions.write(
        entities -> {
          Optional<Member> told =
              outbox.isWanted()
                  ? row(entities, imageId, project).map(MemberRow::member)
                  : Optional.empty();
          LocalDateTime now = now();
          boolean removed =
              entities
                      .createNativeQuery(
                          "UPDATE image_members SET deleted = TRUE, deleted_at = ?, updated_at = ?"
                              + " WHERE image_id = ? AND member = ? AND deleted = FALSE")
                      .setParameter(1, now)
                      .setParameter(2, now)
                      .setParameter(3, imageId)
                      .setParameter(4, project)
                      .executeUpdate()
                  > 0;
          if (removed && told.isPresent()) {
            Event event = MemberEvents.deleted(told.get(), Flavour.instant(now));
            outbox.write(entities, List.of(event));
          }
          return removed;
        });
  }

  /** Keeps others away from the members of an image, and the image from ending meanwhile. */
  private static void lock(EntityManager entities, String imageId) {
    boolean lives =
        !entities
            .createNativeQuery("SELECT id FROM images WHERE id = ? AND deleted = FALSE FOR UPDATE")
            .setParameter(1, imageId)
            .getResultList()
            .isEmpty();
    if (!lives) {
      throw new Refusal.NotFound("No image found with ID " + imageId);
    }
  }

  /** The living row, else the oldest of those that ended. */
  private static Optional<MemberRow> row(EntityManager entities, String imageId, String project) {
    return entities
        .createQuery(
            "SELECT m FROM MemberRow m WHERE m.imageId = :image AND m.project = :project"
                + " ORDER BY m.deleted, m.id",
            MemberRow.class)
        .setParameter("image", imageId)
        .setParameter("project", project)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .findFirst();
  }

  private static void insert(
      EntityManager entities, Member member, LocalDateTime created, LocalDateTime updated) {
    entities
        .createNativeQuery(
            "INSERT INTO image_members"
                + " (image_id, member, status, created_at, updated_at, can_share, deleted)"
                + " VALUES (?, ?, ?, ?, ?, FALSE, FALSE)")
        .setParameter(1, member.imageId())
        .setParameter(2, member.project())
        .setParameter(3, member.status().word())
        .setParameter(4, created)
        .setParameter(5, updated)
        .executeUpdate();
  }

  private LocalDateTime now() {
    return Flavour.naive(flavour.cut(clock.instant()));
  }
}
