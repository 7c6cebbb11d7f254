// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.service.AttributeNames;
import org.oriel.service.Change;

/** The meaning of changes: what each makes of the attributes, and who may make it. */
final class AttributeChanges {
  private final Access access;
  private final PropertyAccess properties;

  AttributeChanges(Access access, PropertyAccess properties) {
    this.access = access;
    this.properties = properties;
  }

  /** Refuses a change of what nobody may change, whatever the image. */
  static void requireWritable(Change change) {
    AttributeNames.requireWritable(change.name());
    if (change.name().equals(AttributeNames.STORES)
        && (change instanceof Change.Add || change instanceof Change.Create)) {
      throw new Refusal.Forbidden("Attribute 'stores' is read-only.");
    }
  }

  /** The attributes after one more change of an image, as far as it has come. */
  Attributes apply(Caller caller, Image image, Attributes now, Change change) {
    String name = change.name();
    boolean base = AttributeNames.WRITABLE.contains(name);
    if (name.equals("owner") && !(change instanceof Change.Remove) && !caller.isAdmin()) {
      throw new Refusal.Forbidden("Owner can't be updated by non admin.");
    }
    requirePermission(caller, image, change);
    boolean exists = base || properties.sees(caller, now, name);
    if (change instanceof Change.Create && exists) {
      throw new Refusal.Conflict("Property " + name + " already present.");
    }
    if (change instanceof Change.Remove) {
      return removed(caller, now, name, base);
    }
    if (change instanceof Change.Replace && !exists) {
      throw absent(name);
    }
    Optional<Object> value = value(change);
    return base ? set(image, now, name, value) : setProperty(caller, now, name, value);
  }

  private void requirePermission(Caller caller, Image image, Change change) {
    if (change.name().equals("visibility")) {
      Optional<String> word = value(change).map(Object::toString);
      requireVisibility(caller, image, word.flatMap(Visibility::ofWord));
    }
    access.require("modify_image", caller, image);
    access.requireOwnership(caller, image);
  }

  private void requireVisibility(Caller caller, Image image, Optional<Visibility> wanted) {
    if (wanted.filter(Visibility.PUBLIC::equals).isPresent()) {
      access.require("publicize_image", caller, image);
    }
    if (wanted.filter(Visibility.COMMUNITY::equals).isPresent()) {
      access.require("communitize_image", caller, image);
    }
  }

  private static Optional<Object> value(Change change) {
    if (change instanceof Change.Add add) {
      return add.value();
    }
    if (change instanceof Change.Create create) {
      return create.value();
    }
    return change instanceof Change.Replace replace ? replace.value() : Optional.empty();
  }

  /** Refuses new attributes with properties that the caller may not create. */
  void requireProperties(Caller caller, Attributes attributes) {
    attributes.properties().keySet().forEach(name -> properties.requireCreate(caller, name));
  }

  private Attributes removed(Caller caller, Attributes now, String name, boolean base) {
    if (base) {
      throw new Refusal.Forbidden("Property " + name + " may not be removed.");
    }
    if (!properties.sees(caller, now, name)) {
      throw absent(name);
    }
    properties.requireDelete(caller, name);
    Map<String, String> left = new TreeMap<>(now.properties());
    left.remove(name);
    return now.withProperties(left);
  }

  private Attributes setProperty(
      Caller caller, Attributes now, String name, Optional<Object> value) {
    properties.requireSet(caller, now, name);
    Map<String, String> more = new TreeMap<>(now.properties());
    more.put(name, required(name, value, String.class));
    return now.withProperties(more);
  }

  private static Attributes set(Image image, Attributes now, String name, Optional<Object> value) {
    return switch (name) {
      case "name" -> now.withName(text(name, value));
      case "owner" -> now.withOwner(text(name, value));
      case "visibility" -> now.withVisibility(visibility(value));
      case "protected" -> now.withProtected(required(name, value, Boolean.class));
      case "os_hidden" -> now.withHidden(required(name, value, Boolean.class));
      case "min_disk" -> now.withMinDisk(required(name, value, Integer.class));
      case "min_ram" -> now.withMinRam(required(name, value, Integer.class));
      case "tags" -> now.withTags(tags(value));
      case "disk_format" -> {
        requireQueued(image, name);
        yield now.withDiskFormat(text(name, value));
      }
      case "container_format" -> {
        requireQueued(image, name);
        yield now.withContainerFormat(text(name, value));
      }
      default -> throw new IllegalStateException("Attribute " + name + " has no setter.");
    };
  }

  private static void requireQueued(Image image, String name) {
    if (image.status() != ImageStatus.QUEUED && image.status() != ImageStatus.IMPORTING) {
      throw new Refusal.Forbidden(
          "Attribute " + name + " can be only replaced for a queued image.");
    }
  }

  private static Visibility visibility(Optional<Object> value) {
    return Visibility.ofWord(required("visibility", value, String.class))
        .orElseThrow(() -> wrong("visibility"));
  }

  private static Set<String> tags(Optional<Object> value) {
    Set<String> tags = new TreeSet<>();
    for (Object tag : required("tags", value, Set.class)) {
      tags.add(required("tags", Optional.of(tag), String.class));
    }
    return tags;
  }

  private static Optional<String> text(String name, Optional<Object> value) {
    return value.map(any -> required(name, Optional.of(any), String.class));
  }

  private static <T> T required(String name, Optional<Object> value, Class<T> type) {
    return value.filter(type::isInstance).map(type::cast).orElseThrow(() -> wrong(name));
  }

  private static Refusal wrong(String name) {
    return new Refusal.Invalid("Attribute '" + name + "' cannot have this value.");
  }

  private static Refusal absent(String name) {
    return new Refusal.Conflict("Property " + name + " does not exist.");
  }
}
