// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Visibility;

/** Events of images, with Glance's payloads. */
public final class ImageEvents {
  private static final String IMPORTING = "os_glance_importing_to_stores";
  private static final String FAILED = "os_glance_failed_import";

  private ImageEvents() {}

  /** An image is new. */
  public static Event created(Image image) {
    return Event.info("image.create", payload(image));
  }

  /**
   * What a change of an image means to others, by the pair of its states.
   *
   * @param after the image as stored, with the instant of the change
   */
  public static List<Event> changed(Image before, Image after) {
    boolean moves = before.status() != after.status();
    if (moves && isEnd(after.status())) {
      return isEnd(before.status()) ? List.of() : List.of(deleted(after));
    }
    List<Event> events = new ArrayList<>(3);
    if (moves && after.status() == ImageStatus.ACTIVE && isArrival(before.status())) {
      events.add(uploaded(after));
      events.add(Event.info("image.activate", payload(after)));
    }
    events.add(Event.info("image.update", payload(after)));
    return List.copyOf(events);
  }

  /**
   * Data are about to come.
   *
   * @param store where they go, if the operator named stores
   */
  public static Event prepared(Image image, Optional<String> store) {
    Map<String, Object> payload = withStores(image);
    store.ifPresent(id -> payload.put("backend", id));
    return Event.info("image.prepare", payload);
  }

  /** Data are in a store. */
  public static Event uploaded(Image image) {
    return Event.info("image.upload", withStores(image));
  }

  /** Data did not come, or were refused. */
  public static Event uploadFailed(String imageId, String reason) {
    return Event.error(
        "image.upload", "Failed to upload image data for image " + imageId + ": " + reason);
  }

  /**
   * Data were given out.
   *
   * @param sent bytes that left us
   * @param wanted bytes that should have left us
   */
  public static Event sent(Image image, Caller receiver, long sent, long wanted) {
    Map<String, Object> payload = new TreeMap<>();
    payload.put("bytes_sent", sent);
    payload.put("image_id", image.id());
    payload.put("owner_id", json(image.attributes().owner()));
    payload.put("receiver_tenant_id", json(receiver.project()));
    payload.put("receiver_user_id", json(receiver.user()));
    return new Event(
        "image.send", sent == wanted ? Event.Priority.INFO : Event.Priority.ERROR, payload);
  }

  private static Event deleted(Image image) {
    Map<String, Object> payload = payload(image);
    payload.put("deleted", true);
    payload.put("deleted_at", Event.time(image.updatedAt()));
    return Event.info("image.delete", payload);
  }

  private static boolean isEnd(ImageStatus status) {
    return status == ImageStatus.DELETED || status == ImageStatus.PENDING_DELETE;
  }

  private static boolean isArrival(ImageStatus status) {
    return status == ImageStatus.SAVING || status == ImageStatus.IMPORTING;
  }

  private static Map<String, Object> withStores(Image image) {
    Map<String, Object> payload = payload(image);
    Map<String, String> properties = image.attributes().properties();
    payload.put(IMPORTING, list(properties.getOrDefault(IMPORTING, "")));
    payload.put(FAILED, list(properties.getOrDefault(FAILED, "")));
    return payload;
  }

  private static List<String> list(String commaSeparated) {
    return commaSeparated.isEmpty() ? List.of() : List.of(commaSeparated.split(",", -1));
  }

  /** Locations are left out: they may hold credentials. */
  private static Map<String, Object> payload(Image image) {
    Attributes attributes = image.attributes();
    Content content = image.content();
    Map<String, Object> payload = new TreeMap<>();
    payload.put("id", image.id());
    payload.put("name", json(attributes.name()));
    payload.put("status", image.status().word());
    payload.put("created_at", Event.time(image.createdAt()));
    payload.put("updated_at", Event.time(image.updatedAt()));
    payload.put("min_disk", attributes.minDisk());
    payload.put("min_ram", attributes.minRam());
    payload.put("protected", attributes.isProtected());
    payload.put("checksum", json(content.checksum()));
    payload.put("owner", json(attributes.owner()));
    payload.put("disk_format", json(attributes.diskFormat()));
    payload.put("container_format", json(attributes.containerFormat()));
    payload.put("size", json(content.size()));
    payload.put("virtual_size", json(content.virtualSize()));
    payload.put("is_public", attributes.visibility() == Visibility.PUBLIC);
    payload.put("visibility", attributes.visibility().word());
    payload.put("properties", attributes.properties());
    payload.put("tags", List.copyOf(attributes.tags()));
    payload.put("deleted", false);
    payload.put("deleted_at", Optional.empty());
    return payload;
  }

  private static Object json(Optional<String> text) {
    return text.isPresent() ? text.get() : text;
  }

  private static Object json(OptionalLong number) {
    return number.isPresent() ? (Object) number.getAsLong() : Optional.empty();
  }
}
