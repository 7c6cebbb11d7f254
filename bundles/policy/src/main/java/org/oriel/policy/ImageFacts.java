// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Visibility;

/** View of an image as facts by name. */
final class ImageFacts extends AbstractMap<String, Object> {
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "id",
          "image_id",
          "status",
          "visibility",
          "protected",
          "os_hidden",
          "min_disk",
          "min_ram",
          "tags",
          "name",
          "disk_format",
          "container_format",
          "owner",
          "project_id",
          "member_id");

  private final Image image;
  private final Caller caller;

  ImageFacts(Image image, Caller caller) {
    this.image = image;
    this.caller = caller;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    Attributes attributes = image.attributes();
    return key instanceof String name
        ? switch (name) {
          case "id", "image_id" -> image.id();
          case "status" -> image.status().word();
          case "visibility" -> attributes.visibility().word();
          case "protected" -> attributes.isProtected();
          case "os_hidden" -> attributes.hidden();
          case "min_disk" -> attributes.minDisk();
          case "min_ram" -> attributes.minRam();
          case "tags" -> attributes.tags();
          case "name" -> attributes.name().orElse(null);
          case "disk_format" -> attributes.diskFormat().orElse(null);
          case "container_format" -> attributes.containerFormat().orElse(null);
          case "owner", "project_id" -> attributes.owner().orElse(null);
          case "member_id" -> member().orElse(null);
          default -> attributes.properties().get(name);
        }
        : null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    Set<String> names = new HashSet<>(image.attributes().properties().keySet());
    names.addAll(ATTRIBUTES);
    return names.stream()
        .filter(this::containsKey)
        .map(name -> Map.entry(name, Optional.ofNullable(get(name)).orElseThrow()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<String> member() {
    boolean shared = image.attributes().visibility() == Visibility.SHARED;
    return shared && !image.ownedBy(caller) ? caller.project() : Optional.empty();
  }
}
