// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.oriel.event.Event;
import org.oriel.event.ImageEvents;
import org.oriel.event.MemberEvents;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageStatus;
import org.oriel.image.Member;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.Refusal;
import org.oriel.image.UsageCatalogue;
import org.oriel.task.TaskCatalogue;

/**
 * A whole catalogue of images and their members that lives in memory: what other rooms test with.
 * Keeps the same promises as the one on a database, save durability.
 */
public final class MemoryCatalogue implements ImageCatalogue, MemberCatalogue, UsageCatalogue {
  private final Records records;
  private final String node;
  private final Clock clock;
  private final MemoryOutbox outbox;

  /** An empty catalogue that goes by the clock of the system. */
  public MemoryCatalogue() {
    this(Clock.systemUTC());
  }

  /** An empty catalogue that goes by a given clock. */
  public MemoryCatalogue(Clock clock) {
    this(clock, List.of());
  }

  /** An empty catalogue that tells of its changes in some channels. */
  public MemoryCatalogue(Clock clock, List<String> channels) {
    this(new Records(), "memory", clock, new MemoryOutbox(channels, clock));
  }

  private MemoryCatalogue(Records records, String node, Clock clock, MemoryOutbox outbox) {
    this.records = records;
    this.node = node;
    this.clock = clock;
    this.outbox = outbox;
  }

  /** The same records, as another node with another clock works on them. */
  public MemoryCatalogue onNode(String otherNode, Clock otherClock) {
    return new MemoryCatalogue(
        records, otherNode, otherClock, outbox.onNode(otherNode, otherClock));
  }

  /** Where changes are told. */
  public MemoryOutbox outbox() {
    return outbox;
  }

  @Override
  public void add(Image image) {
    synchronized (records) {
      if (records.images.containsKey(image.id())) {
        throw new Refusal.Conflict("Image ID " + image.id() + " already exists!");
      }
      Attributes attributes = image.attributes();
      Attributes kept = attributes.withOwner(attributes.owner().filter(owner -> !owner.isEmpty()));
      records.images.put(
          image.id(),
          new Row(
              Image.recorded(
                  image.id(),
                  image.status(),
                  kept,
                  image.content(),
                  cut(image.createdAt()),
                  cut(image.updatedAt()))));
      outbox.add(List.of(ImageEvents.created(image)));
    }
  }

  @Override
  public Optional<Image> find(String id, Caller caller) {
    synchronized (records) {
      return Optional.ofNullable(records.images.get(id))
          .filter(Row::lives)
          .filter(row -> row.image.visibleTo(caller, row.answer(caller).isPresent()))
          .map(row -> row.image);
    }
  }

  @Override
  public List<Image> list(ImageQuery query, Caller caller) {
    Selection selection = new Selection(query, caller);
    synchronized (records) {
      Comparator<Image> order = selection.order();
      Optional<Image> marker =
          query
              .marker()
              .map(
                  id ->
                      (caller.isAdmin()
                              ? Optional.ofNullable(records.images.get(id)).map(row -> row.image)
                              : find(id, caller))
                          .orElseThrow(() -> new Refusal.Invalid("No image found with ID " + id)));
      return records.images.values().stream()
          .filter(row -> row.lives() && row.image.status() != ImageStatus.KILLED)
          .filter(row -> selection.includes(row.image, row.answer(caller)))
          .map(row -> row.image)
          .filter(image -> marker.isEmpty() || order.compare(image, marker.get()) > 0)
          .sorted(order)
          .limit(query.limit())
          .toList();
    }
  }

  @Override
  public Image store(Image before, Image after, List<Event> beside) {
    if (!before.id().equals(after.id())) {
      throw new IllegalArgumentException("Two states of one image are needed.");
    }
    synchronized (records) {
      Row row = records.images.get(before.id());
      boolean moves = before.status() != after.status();
      boolean fromPending = moves && before.status() == ImageStatus.PENDING_DELETE;
      if (row == null || (!row.lives() && !fromPending)) {
        throw new Refusal.Gone("Image " + before.id() + " was deleted.");
      }
      if (moves && row.image.status() != before.status()) {
        throw row.lives()
            ? new Refusal.Conflict(
                "Image " + before.id() + " is not in status " + before.status().word() + ".")
            : new Refusal.Gone("Image " + before.id() + " was deleted.");
      }
      Instant now = cut(clock.instant());
      Difference difference = new Difference(before, after);
      row.image =
          Image.recorded(
              before.id(),
              moves ? after.status() : row.image.status(),
              difference.on(row.image.attributes()),
              difference.on(row.image.content()),
              row.image.createdAt(),
              now);
      if (moves) {
        note(before, after, now);
        row.moved();
      }
      Image stored = after.updated(now);
      outbox.add(ImageEvents.changed(before, stored));
      outbox.add(beside);
      return stored;
    }
  }

  @Override
  public Image storeUnchanged(Image before, Image after) {
    synchronized (records) {
      Row row = records.images.get(before.id());
      if (row != null && row.lives() && !row.image.equals(before)) {
        throw new Refusal.Outdated("Image " + before.id() + " was changed by somebody else.");
      }
      return store(before, after);
    }
  }

  private void note(Image before, Image after, Instant now) {
    if (receives(after)) {
      records.saving.put(after.id(), new Note(node, now));
    } else if (receives(before) && after.status() != ImageStatus.DELETED) {
      records.saving.remove(after.id());
    }
  }

  private static boolean receives(Image image) {
    return image.status() == ImageStatus.SAVING || image.status() == ImageStatus.UPLOADING;
  }

  @Override
  public List<Image> unfinishedUploads(Instant before) {
    synchronized (records) {
      return records.saving.entrySet().stream()
          .filter(it -> it.getValue().node.equals(node) && it.getValue().since.isBefore(before))
          .map(it -> records.images.get(it.getKey()))
          .filter(row -> !row.lives() || receives(row.image))
          .map(row -> row.lives() ? row.image : bare(row.image))
          .toList();
    }
  }

  private static Image bare(Image image) {
    Attributes attributes = image.attributes().withTags(Set.of());
    Content content = image.content();
    return Image.recorded(
        image.id(),
        image.status(),
        attributes.withProperties(Map.of()),
        new Content(
            content.size(),
            content.virtualSize(),
            content.checksum(),
            content.multihash(),
            List.<ImageLocation>of()),
        image.createdAt(),
        image.updatedAt());
  }

  @Override
  public void forgetUpload(String imageId) {
    synchronized (records) {
      records.saving.remove(imageId);
    }
  }

  @Override
  public List<Member> of(String imageId) {
    synchronized (records) {
      Row row = records.images.get(imageId);
      return row == null || !row.lives()
          ? List.of()
          : row.members.stream().filter(it -> !it.removed).map(it -> it.member).toList();
    }
  }

  @Override
  public void add(Member member) {
    synchronized (records) {
      Row row = records.images.get(member.imageId());
      if (row == null || !row.lives()) {
        throw new Refusal.NotFound("No image found with ID " + member.imageId());
      }
      Optional<MemberRow> there = row.member(member.project());
      if (there.filter(it -> !it.removed).isPresent()) {
        throw new Refusal.Conflict(
            "The target member "
                + member.project()
                + " is already associated with image "
                + member.imageId()
                + ".");
      }
      Instant created = there.map(it -> it.member.createdAt()).orElse(cut(member.createdAt()));
      MemberRow added =
          there.orElseGet(
              () -> {
                MemberRow fresh = new MemberRow(member);
                row.members.add(fresh);
                return fresh;
              });
      added.removed = false;
      added.member =
          new Member(
              member.imageId(),
              member.project(),
              member.status(),
              created,
              cut(member.updatedAt()));
      outbox.add(List.of(MemberEvents.created(added.member)));
    }
  }

  @Override
  public void answer(String imageId, String project, Member.Status status) {
    synchronized (records) {
      MemberRow row =
          living(imageId, project)
              .orElseThrow(
                  () ->
                      new Refusal.NotFound(
                          project + " not found in the member list of the image " + imageId + "."));
      row.member =
          new Member(imageId, project, status, row.member.createdAt(), cut(clock.instant()));
      outbox.add(List.of(MemberEvents.updated(row.member)));
    }
  }

  @Override
  public boolean remove(String imageId, String project) {
    synchronized (records) {
      Optional<MemberRow> row = living(imageId, project);
      row.ifPresent(
          it -> {
            it.removed = true;
            outbox.add(List.of(MemberEvents.deleted(it.member, clock.instant())));
          });
      return row.isPresent();
    }
  }

  /**
   * Sets the property that locks a living image.
   *
   * @param held value that it must have now; none at all if empty
   * @param wanted value afterwards; none at all if empty
   * @return whether it had the value held
   * @throws Refusal.NotFound if the image does not live
   */
  boolean exchangeLock(String imageId, Optional<String> held, Optional<String> wanted) {
    synchronized (records) {
      Row row = records.images.get(imageId);
      if (row == null || !row.lives()) {
        throw new Refusal.NotFound("No image found with ID " + imageId);
      }
      Attributes attributes = row.image.attributes();
      Map<String, String> properties = new TreeMap<>(attributes.properties());
      if (!Optional.ofNullable(properties.get(TaskCatalogue.LOCK)).equals(held)) {
        return false;
      }
      properties.remove(TaskCatalogue.LOCK);
      wanted.ifPresent(task -> properties.put(TaskCatalogue.LOCK, task));
      row.image = row.image.with(attributes.withProperties(properties));
      return true;
    }
  }

  @Override
  public long storedBytes(String project, Optional<String> except) {
    synchronized (records) {
      return counted(project)
          .filter(image -> except.filter(image.id()::equals).isEmpty())
          .map(Image::content)
          .mapToLong(content -> content.size().orElse(0) * content.locations().size())
          .sum();
    }
  }

  @Override
  public long stagedBytes(String project) {
    synchronized (records) {
      return counted(project)
          .filter(image -> image.status() != ImageStatus.SAVING && arrives(image))
          .mapToLong(image -> image.content().size().orElse(0))
          .sum();
    }
  }

  @Override
  public long images(String project) {
    synchronized (records) {
      return counted(project).count();
    }
  }

  @Override
  public long uploading(String project) {
    synchronized (records) {
      return counted(project).filter(MemoryCatalogue::arrives).count();
    }
  }

  private Stream<Image> counted(String project) {
    return records.images.values().stream()
        .map(row -> row.image)
        .filter(image -> image.attributes().owner().filter(project::equals).isPresent())
        .filter(
            image -> image.status() != ImageStatus.DELETED && image.status() != ImageStatus.KILLED);
  }

  private static boolean arrives(Image image) {
    return switch (image.status()) {
      case SAVING, UPLOADING, IMPORTING -> true;
      default -> !image.attributes().properties().getOrDefault(COPYING, "").isEmpty();
    };
  }

  private Optional<MemberRow> living(String imageId, String project) {
    return Optional.ofNullable(records.images.get(imageId))
        .filter(Row::lives)
        .flatMap(row -> row.member(project))
        .filter(row -> !row.removed);
  }

  private static Instant cut(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static final class Records {
    final Map<String, Row> images = new TreeMap<>();
    final Map<String, Note> saving = new TreeMap<>();
  }

  private record Note(String node, Instant since) {}

  private static final class MemberRow {
    Member member;
    boolean removed;

    MemberRow(Member member) {
      this.member = member;
    }
  }

  private static final class Row {
    Image image;
    final List<MemberRow> members = new ArrayList<>();
    private final List<MemberRow> ended = new ArrayList<>();

    Row(Image image) {
      this.image = image;
    }

    boolean lives() {
      return image.status() != ImageStatus.DELETED && image.status() != ImageStatus.PENDING_DELETE;
    }

    Optional<MemberRow> member(String project) {
      return members.stream().filter(it -> it.member.project().equals(project)).findFirst();
    }

    Optional<Member.Status> answer(Caller caller) {
      return caller
          .project()
          .flatMap(this::member)
          .filter(it -> !it.removed)
          .map(it -> it.member.status());
    }

    /** Members end with the image and come back with it. */
    void moved() {
      if (lives()) {
        ended.forEach(it -> it.removed = false);
        ended.clear();
      } else {
        members.stream().filter(it -> !it.removed).forEach(ended::add);
        ended.forEach(it -> it.removed = true);
      }
    }
  }
}
