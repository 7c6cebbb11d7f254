// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.event.Event;
import org.oriel.event.ImageEvents;
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
  /** A query and all that the answer depends on of who asks. */
  private record ListQuestion(ImageQuery query, boolean isAdmin, Optional<String> project) {}

  /** Two keep the database busy while Java thinks; more would only make the groups smaller. */
  private static final int LANES = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

  private static final int MOST_AT_ONCE = 64;

  private static final Set<String> RECEIVING =
      Set.of(ImageStatus.SAVING.word(), ImageStatus.UPLOADING.word());

  private final Transactions transactions;
  private final Flavour flavour;
  private final String node;
  private final Clock clock;
  private final Together<String, Image> finds;
  private final Alike<ListQuestion, List<Image>> lists = new Alike<>();
  private final JpaOutbox outbox;

  JpaImageCatalogue(Database database, String node, Clock clock, JpaOutbox outbox) {
    this.transactions = database.transactions();
    this.flavour = database.settings().flavour();
    this.node = node;
    this.clock = clock;
    this.finds = new Together<>(LANES, MOST_AT_ONCE, this::living);
    this.outbox = outbox;
  }

  @Override
  public void add(Image image) {
    new Characters(flavour).check(image);
    LocalDateTime now = Flavour.naive(flavour.cut(image.createdAt()));
    LocalDateTime updated = Flavour.naive(flavour.cut(image.updatedAt()));
    transactions.change(
        connection -> {
          ImageWriter writer = new ImageWriter(connection, now);
          writer.addRow(image, now, updated);
          writer.addChildren(image);
          if (receives(image)) {
            note(connection, image.id(), now);
          }
          if (outbox.isWanted()) {
            outbox.write(connection, List.of(ImageEvents.created(image)));
          }
          return image;
        });
  }

  @Override
  public Optional<Image> find(String id, Caller caller) {
    Optional<Image> image = Image.isId(id) ? finds.ask(flavour.key(id)) : Optional.empty();
    if (image.isEmpty() || image.get().visibleTo(caller, false)) {
      return image;
    }
    return image.filter(
        it ->
            it.visibleTo(caller, true)
                && transactions.look(
                    connection -> ImageReader.isMember(connection, it.id(), caller)));
  }

  private Map<String, Image> living(List<String> ids) {
    Map<String, Image> living = new HashMap<>();
    transactions
        .look(connection -> ImageReader.living(connection, ids))
        .forEach(image -> living.put(flavour.key(image.id()), image));
    return living;
  }

  @Override
  public List<Image> list(ImageQuery query, Caller caller) {
    new Characters(flavour).check(query);
    return lists.ask(
        new ListQuestion(query, caller.isAdmin(), caller.project()), () -> listed(query, caller));
  }

  private List<Image> listed(ImageQuery query, Caller caller) {
    return transactions.look(
        connection -> {
          Optional<ImageRow> marker = Optional.empty();
          if (query.marker().isPresent()) {
            String id = query.marker().get();
            marker = marker(connection, id, caller);
            if (marker.isEmpty()) {
              throw new Refusal.Invalid("No image found with ID " + id);
            }
          }
          return query.limit() == 0
              ? List.of()
              : ImageReader.images(
                  connection, new ImageList(query, caller, flavour).rows(connection, marker));
        });
  }

  private static Optional<ImageRow> marker(Connection connection, String id, Caller caller)
      throws SQLException {
    Optional<ImageRow> row =
        ImageReader.row(connection, id).filter(it -> !it.deleted || caller.isAdmin());
    if (row.isEmpty()) {
      return row;
    }
    Image bare = row.get().image(new Children());
    boolean visible =
        bare.visibleTo(caller, false)
            || (bare.visibleTo(caller, true) && ImageReader.isMember(connection, id, caller));
    return visible ? row : Optional.empty();
  }

  @Override
  public Image store(Image before, Image after, List<Event> beside) {
    return store(before, after, beside, false);
  }

  @Override
  public Image storeUnchanged(Image before, Image after) {
    return store(before, after, List.of(), true);
  }

  private Image store(Image before, Image after, List<Event> beside, boolean onlyUnchanged) {
    if (!before.id().equals(after.id())) {
      throw new IllegalArgumentException("Two states of one image are needed.");
    }
    new Characters(flavour).check(after);
    Instant instant = flavour.cut(clock.instant());
    LocalDateTime now = Flavour.naive(instant);
    return transactions.change(
        connection -> {
          if (onlyUnchanged) {
            requireUnchanged(connection, before);
          }
          new ImageWriter(connection, now).store(before, after);
          if (before.status() != after.status()) {
            if (receives(after)) {
              note(connection, after.id(), now);
            } else if (receives(before) && after.status() != ImageStatus.DELETED) {
              forget(connection, after.id());
            }
          }
          Image stored = after.updated(instant);
          if (outbox.isWanted()) {
            List<Event> events = new ArrayList<>(ImageEvents.changed(before, stored));
            events.addAll(beside);
            outbox.write(connection, events);
          }
          return stored;
        });
  }

  private static boolean receives(Image image) {
    return RECEIVING.contains(image.status().word());
  }

  /** Keeps others away from the record until the end of the transaction. */
  private static void requireUnchanged(Connection connection, Image before) throws SQLException {
    List<String> id = List.of(before.id());
    Jdbc.select(
        connection, "SELECT id FROM images WHERE id = ? FOR UPDATE", id, row -> row.getString(1));
    List<Image> now = ImageReader.living(connection, id);
    if (now.isEmpty()) {
      throw new Refusal.Gone("Image " + before.id() + " was deleted.");
    }
    if (!now.get(0).equals(before)) {
      throw new Refusal.Outdated("Image " + before.id() + " was changed by somebody else.");
    }
  }

  @Override
  public List<Image> unfinishedUploads(Instant before) {
    List<SavingRow> notes =
        transactions.read(
            entities ->
                entities
                    .createQuery(
                        "SELECT s FROM SavingRow s WHERE s.node = :node AND s.since < :before"
                            + " ORDER BY s.imageId",
                        SavingRow.class)
                    .setParameter("node", node)
                    .setParameter("before", Flavour.naive(before))
                    .getResultList());
    List<Image> images = new ArrayList<>();
    notes.forEach(
        saving ->
            transactions.look(connection -> unfinished(connection, saving)).ifPresent(images::add));
    return images;
  }

  private static Optional<Image> unfinished(Connection connection, SavingRow saving)
      throws SQLException {
    Optional<ImageRow> row = ImageReader.row(connection, saving.imageId);
    if (row.isEmpty()) { // purged since
      Instant since = Flavour.instant(saving.since);
      return Optional.of(
          Image.recorded(
              saving.imageId, ImageStatus.DELETED, Attributes.NONE, Content.NONE, since, since));
    }
    if (!row.get().deleted && !RECEIVING.contains(row.get().status)) {
      return Optional.empty();
    }
    return Optional.of(ImageReader.images(connection, List.of(row.get())).get(0));
  }

  @Override
  public void forgetUpload(String imageId) {
    transactions.change(
        connection -> {
          forget(connection, imageId);
          return imageId;
        });
  }

  private void note(Connection connection, String id, LocalDateTime now) throws SQLException {
    forget(connection, id);
    Jdbc.execute(
        connection,
        "INSERT INTO oriel_saving (image_id, node, since) VALUES (?, ?, ?)",
        List.of(id, node, now));
  }

  private static void forget(Connection connection, String id) throws SQLException {
    Jdbc.execute(connection, "DELETE FROM oriel_saving WHERE image_id = ?", List.of(id));
  }
}
