// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oriel.image.Attributes;
import org.oriel.image.Image;

/**
 * What an image takes over from the one that its data come from: its formats, and properties whose
 * names the operator chose.
 */
record RemoteMetadata(
    Optional<String> diskFormat, Optional<String> containerFormat, Map<String, String> properties) {
  private static final String OWN = "os_glance_";

  /**
   * Reads the description of an image.
   *
   * @param prefixes with which the names of wanted properties begin
   */
  static RemoteMetadata of(JsonNode image, List<String> prefixes) {
    Map<String, String> properties = new TreeMap<>();
    image
        .properties()
        .forEach(
            member -> {
              String name = member.getKey();
              boolean wanted = prefixes.stream().anyMatch(name::startsWith);
              if (wanted && !name.startsWith(OWN) && member.getValue().isTextual()) {
                properties.put(name, member.getValue().asText());
              }
            });
    return new RemoteMetadata(
        text(image, "disk_format"), text(image, "container_format"), Map.copyOf(properties));
  }

  private static Optional<String> text(JsonNode image, String name) {
    return Optional.ofNullable(image.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** An image with this metadata. */
  Image on(Image image) {
    Attributes attributes = image.attributes();
    Map<String, String> all = new TreeMap<>(attributes.properties());
    all.putAll(properties);
    Attributes taken = attributes.withProperties(all);
    if (diskFormat.isPresent()) {
      taken = taken.withDiskFormat(diskFormat);
    }
    if (containerFormat.isPresent()) {
      taken = taken.withContainerFormat(containerFormat);
    }
    return image.with(taken);
  }

  /** An image as it was before, where this changed it. */
  Image off(Image image, Image before) {
    Attributes attributes = image.attributes();
    Map<String, String> all = new TreeMap<>(attributes.properties());
    for (String name : properties.keySet()) {
      all.remove(name);
      Optional.ofNullable(before.attributes().properties().get(name))
          .ifPresent(value -> all.put(name, value));
    }
    return image.with(
        attributes
            .withProperties(all)
            .withDiskFormat(before.attributes().diskFormat())
            .withContainerFormat(before.attributes().containerFormat()));
  }
}
