// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An image: a record with its status. Immutable; the only way to another status is one of the named
 * moves, each of which answers the image after the move and refuses what {@link ImageStatus} does
 * not permit. A move takes effect when the {@link ImageCatalogue} has stored it.
 */
public final class Image {
  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  private final String id;
  private final ImageStatus status;
  private final Attributes attributes;
  private final Content content;
  private final Instant createdAt;
  private final Instant updatedAt;

  private Image(
      String id,
      ImageStatus status,
      Attributes attributes,
      Content content,
      Instant createdAt,
      Instant updatedAt) {
    this.id = Objects.requireNonNull(id);
    this.status = Objects.requireNonNull(status);
    this.attributes = Objects.requireNonNull(attributes);
    this.content = Objects.requireNonNull(content);
    this.createdAt = Objects.requireNonNull(createdAt);
    this.updatedAt = Objects.requireNonNull(updatedAt);
  }

  /** A new image without data. */
  public static Image queued(String id, Attributes attributes, Instant now) {
    return new Image(id, ImageStatus.QUEUED, attributes, Content.NONE, now, now);
  }

  /**
   * An image as a catalogue holds it. For catalogues only: nobody else may say what the status is.
   */
  public static Image recorded(
      String id,
      ImageStatus status,
      Attributes attributes,
      Content content,
      Instant createdAt,
      Instant updatedAt) {
    return new Image(id, status, attributes, content, createdAt, updatedAt);
  }

  /** Whether a text has the form of an image id: 8-4-4-4-12 hexadecimal digits of either case. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  public String id() {
    return id;
  }

  public ImageStatus status() {
    return status;
  }

  public Attributes attributes() {
    return attributes;
  }

  public Content content() {
    return content;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  /** This image with other attributes. */
  public Image with(Attributes other) {
    return new Image(id, status, other, content, createdAt, updatedAt);
  }

  /**
   * This image with other content, without a change of status: a further copy, a digest that was
   * computed later.
   */
  public Image with(Content other) {
    return new Image(id, status, attributes, other, createdAt, updatedAt);
  }

  /** This image as changed at an instant; for catalogues. */
  public Image updated(Instant now) {
    return new Image(id, status, attributes, content, createdAt, now);
  }

  /** Data begin to arrive. */
  public Image beginUpload() {
    requireFormats();
    return moved(ImageStatus.SAVING, content);
  }

  /** Data begin to arrive in the staging area. */
  public Image beginStaging() {
    return moved(ImageStatus.UPLOADING, content);
  }

  /** An import takes over. */
  public Image beginImport() {
    requireFormats();
    return moved(ImageStatus.IMPORTING, content);
  }

  /**
   * Data are complete and durable.
   *
   * @throws Refusal.Invalid if {@code stored} has no location
   */
  public Image activate(Content stored) {
    requireFormats();
    if (stored.locations().isEmpty()) {
      throw new Refusal.Invalid("An image without a location cannot become active.");
    }
    return moved(ImageStatus.ACTIVE, stored);
  }

  /**
   * Arrival of data failed: back to the start, with nothing left of what was known about the data.
   */
  public Image requeue() {
    return moved(ImageStatus.QUEUED, Content.NONE);
  }

  /** Data are withheld from all but administrators. Idempotent. */
  public Image deactivate() {
    return switchBetween(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED, "deactivate");
  }

  /** Data are given out again. Idempotent. */
  public Image reactivate() {
    return switchBetween(ImageStatus.DEACTIVATED, ImageStatus.ACTIVE, "reactivate");
  }

  /**
   * The image ends: at once, or, if {@code delayed} and there are data, when the scrubber comes by.
   *
   * @throws Refusal.Forbidden if the image is protected
   */
  public Image delete(boolean delayed) {
    if (attributes.isProtected()) {
      throw new Refusal.Forbidden("Image " + id + " is protected and cannot be deleted.");
    }
    boolean later =
        delayed && !content.locations().isEmpty() && status.mayBecome(ImageStatus.PENDING_DELETE);
    return moved(later ? ImageStatus.PENDING_DELETE : ImageStatus.DELETED, content);
  }

  /** The scrubber has removed the data. */
  public Image scrubbed() {
    if (status != ImageStatus.PENDING_DELETE) {
      throw notAllowed(ImageStatus.DELETED);
    }
    return moved(ImageStatus.DELETED, content);
  }

  /** A pending deletion is called off. */
  public Image restore() {
    if (status != ImageStatus.PENDING_DELETE) {
      throw notAllowed(ImageStatus.ACTIVE);
    }
    return moved(ImageStatus.ACTIVE, content);
  }

  /**
   * Whether a caller may know of this image; {@code member} says that it is shared with the
   * caller's project.
   */
  public boolean visibleTo(Caller caller, boolean member) {
    return attributes.owner().isEmpty() || listedFor(caller, member);
  }

  /**
   * Whether this image may stand in a caller's list. What nobody owns is known to all who have its
   * id, but is listed for administrators only, unless its visibility says more.
   */
  public boolean listedFor(Caller caller, boolean member) {
    return caller.isAdmin()
        || switch (attributes.visibility()) {
          case PUBLIC, COMMUNITY -> true;
          case SHARED -> ownedBy(caller) || member;
          case PRIVATE -> ownedBy(caller);
        };
  }

  /** Whether the caller's project owns this image. */
  public boolean ownedBy(Caller caller) {
    return caller.project().isPresent() && attributes.owner().equals(caller.project());
  }

  private Image switchBetween(ImageStatus from, ImageStatus to, String verb) {
    if (status == to) {
      return this;
    }
    if (status != from) {
      throw new Refusal.Forbidden(
          "Not allowed to " + verb + " image in status '" + status.word() + "'");
    }
    return moved(to, content);
  }

  private Image moved(ImageStatus to, Content newContent) {
    if (!status.mayBecome(to)) {
      throw notAllowed(to);
    }
    return new Image(id, to, attributes, newContent, createdAt, updatedAt);
  }

  private Refusal notAllowed(ImageStatus to) {
    return new Refusal.Conflict(
        "Image status transition from " + status.word() + " to " + to.word() + " is not allowed");
  }

  private void requireFormats() {
    List<String> missing = new ArrayList<>(2);
    if (attributes.diskFormat().isEmpty()) {
      missing.add("disk_format");
    }
    if (attributes.containerFormat().isEmpty()) {
      missing.add("container_format");
    }
    if (!missing.isEmpty()) {
      throw new Refusal.Invalid(
          "Properties " + String.join(", ", missing) + " must be set prior to saving data.");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image that
        && id.equals(that.id)
        && status == that.status
        && attributes.equals(that.attributes)
        && content.equals(that.content)
        && createdAt.equals(that.createdAt)
        && updatedAt.equals(that.updatedAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, status, updatedAt);
  }

  @Override
  public String toString() {
    return "Image[" + id + ", " + status.word() + "]";
  }
}
