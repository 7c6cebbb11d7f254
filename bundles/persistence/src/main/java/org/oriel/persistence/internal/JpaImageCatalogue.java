// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;

/** The records of all images on Glance's tables. */
final class JpaImageCatalogue implements ImageCatalogue {
  private final Transactions transactions;
  private final Flavour flavour;
  private final String node;
  private final Clock clock;

  JpaImageCatalogue(Database database, String node, Clock clock) {
    this.transactions = database.transactions();
    this.flavour = database.settings().flavour();
    this.node = node;
    this.clock = clock;
  }

  @Override
  public void add(Image image) {
    new Characters(flavour).check(image);
    LocalDateTime now = Flavour.naive(flavour.cut(image.createdAt()));
    transactions.write(
        entities -> {
          try {
            entities.persist(ImageRow.of(image, flavour));
            entities.flush();
          } catch (PersistenceException e) {
            throw SqlFault.of(e) == SqlFault.DUPLICATE
                ? new Refusal.Conflict("Image ID " + image.id() + " already exists!")
                : e;
          }
          new ImageWriter(entities, now).addChildren(image);
          if (image.status() == ImageStatus.SAVING) {
            note(entities, image.id(), now);
          }
          return image;
        });
  }

  @Override
  public Optional<Image> find(String id, Caller caller) {
    return transactions.read(entities -> ImageReader.find(entities, id, caller));
  }

  @Override
  public List<Image> list(ImageQuery query, Caller caller) {
    return transactions.read(
        entities -> {
          Optional<Image> marker =
              query
                  .marker()
                  .map(
                      id ->
                          ImageReader.find(entities, id, caller)
                              .orElseThrow(
                                  () -> new Refusal.Invalid("No image found with ID " + id)));
          if (query.limit() == 0) {
            return List.of();
          }
          List<ImageRow> rows = new ImageList(query, caller).rows(entities, marker);
          return ImageReader.images(entities, rows);
        });
  }

  @Override
  public Image store(Image before, Image after) {
    if (!before.id().equals(after.id())) {
      throw new IllegalArgumentException("Two states of one image are needed.");
    }
    new Characters(flavour).check(after);
    Instant instant = flavour.cut(clock.instant());
    LocalDateTime now = Flavour.naive(instant);
    return transactions.write(
        entities -> {
          new ImageWriter(entities, now).store(before, after);
          if (before.status() != after.status()) {
            if (after.status() == ImageStatus.SAVING) {
              note(entities, after.id(), now);
            } else if (before.status() == ImageStatus.SAVING
                && after.status() != ImageStatus.DELETED) {
              forget(entities, after.id());
            }
          }
          return after.updated(instant);
        });
  }

  @Override
  public List<Image> unfinishedUploads(Instant before) {
    return transactions.read(
        entities -> {
          List<SavingRow> notes =
              entities
                  .createQuery(
                      "SELECT s FROM SavingRow s WHERE s.node = :node AND s.since < :before"
                          + " ORDER BY s.imageId",
                      SavingRow.class)
                  .setParameter("node", node)
                  .setParameter("before", Flavour.naive(before))
                  .getResultList();
          List<Image> images = new ArrayList<>();
          notes.forEach(saving -> unfinished(entities, saving).ifPresent(images::add));
          return images;
        });
  }

  private static Optional<Image> unfinished(EntityManager entities, SavingRow saving) {
    ImageRow row = entities.find(ImageRow.class, saving.imageId);
    if (row == null) { // purged since
      Instant since = Flavour.instant(saving.since);
      return Optional.of(
          Image.recorded(
              saving.imageId, ImageStatus.DELETED, Attributes.NONE, Content.NONE, since, since));
    }
    if (!row.deleted && !row.status.equals(ImageStatus.SAVING.word())) {
      return Optional.empty();
    }
    return Optional.of(ImageReader.images(entities, List.of(row)).get(0));
  }

  @Override
  public void forgetUpload(String imageId) {
    transactions.write(
        entities -> {
          forget(entities, imageId);
          return imageId;
        });
  }

  private void note(EntityManager entities, String id, LocalDateTime now) {
    forget(entities, id);
    entities
        .createNativeQuery("INSERT INTO oriel_saving (image_id, node, since) VALUES (?, ?, ?)")
        .setParameter(1, id)
        .setParameter(2, node)
        .setParameter(3, now)
        .executeUpdate();
  }

  private static void forget(EntityManager entities, String id) {
    entities
        .createNativeQuery("DELETE FROM oriel_saving WHERE image_id = ?")
        .setParameter(1, id)
        .executeUpdate();
  }
}
