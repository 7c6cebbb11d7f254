// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Attributes;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Visibility;

/** A row of Glance's table of images. */
@Entity
@Table(name = "images")
@SuppressWarnings("NullAway.Init") // filled by the database
class ImageRow {
  @Id
  @Column(name = "id")
  String id;

  @Column(name = "name")
  @Nullable String name;

  @Column(name = "size")
  @Nullable Long size;

  @Column(name = "status")
  String status;

  @Column(name = "created_at")
  LocalDateTime createdAt;

  @Column(name = "updated_at")
  @Nullable LocalDateTime updatedAt;

  @Column(name = "deleted_at")
  @Nullable LocalDateTime deletedAt;

  @Column(name = "deleted")
  boolean deleted;

  @Column(name = "disk_format")
  @Nullable String diskFormat;

  @Column(name = "container_format")
  @Nullable String containerFormat;

  @Column(name = "checksum")
  @Nullable String checksum;

  @Column(name = "owner")
  @Nullable String owner;

  @Column(name = "min_disk")
  int minDisk;

  @Column(name = "min_ram")
  int minRam;

  @Column(name = "protected")
  boolean isProtected;

  @Column(name = "virtual_size")
  @Nullable Long virtualSize;

  @Column(name = "visibility")
  String visibility;

  @Column(name = "os_hidden")
  boolean hidden;

  @Column(name = "os_hash_algo")
  @Nullable String hashAlgorithm;

  @Column(name = "os_hash_value")
  @Nullable String hashValue;

  /** The row of an image that is new to the catalogue. */
  static ImageRow of(Image image, Flavour flavour) {
    Attributes attributes = image.attributes();
    Content content = image.content();
    ImageRow row = new ImageRow();
    row.id = image.id();
    row.name = attributes.name().orElse(null);
    row.size = number(content.size());
    row.status = image.status().word();
    row.createdAt = Flavour.naive(flavour.cut(image.createdAt()));
    row.updatedAt = Flavour.naive(flavour.cut(image.updatedAt()));
    row.diskFormat = attributes.diskFormat().orElse(null);
    row.containerFormat = attributes.containerFormat().orElse(null);
    row.checksum = content.checksum().orElse(null);
    row.owner = attributes.owner().filter(owner -> !owner.isEmpty()).orElse(null);
    row.minDisk = attributes.minDisk();
    row.minRam = attributes.minRam();
    row.isProtected = attributes.isProtected();
    row.virtualSize = number(content.virtualSize());
    row.visibility = attributes.visibility().word();
    row.hidden = attributes.hidden();
    row.hashAlgorithm = content.multihash().map(Multihash::algorithm).orElse(null);
    row.hashValue = content.multihash().map(Multihash::value).orElse(null);
    return row;
  }

  /** The image of this row and its children. */
  Image image(Children children) {
    Instant created = Flavour.instant(createdAt);
    return Image.recorded(
        id,
        ImageStatus.ofWord(status),
        attributes(children.tags(), children.properties()),
        new Content(
            number(size),
            number(virtualSize),
            Optional.ofNullable(checksum),
            Optional.ofNullable(hashAlgorithm)
                .flatMap(by -> Optional.ofNullable(hashValue).map(it -> new Multihash(by, it))),
            children.locations()),
        created,
        updatedAt == null ? created : Flavour.instant(updatedAt));
  }

  private Attributes attributes(Set<String> tags, Map<String, String> properties) {
    return new Attributes(
        Optional.ofNullable(name),
        Optional.ofNullable(owner),
        Visibility.ofWord(visibility).orElseThrow(),
        Optional.ofNullable(diskFormat),
        Optional.ofNullable(containerFormat),
        minDisk,
        minRam,
        isProtected,
        hidden,
        tags,
        properties);
  }

  static @Nullable Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static OptionalLong number(@Nullable Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
