// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
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
  /** The columns that {@link #of(ResultSet)} reads, by alias {@code i}. */
  static final String COLUMNS =
      "i.id, i.name, i.size, i.status, i.created_at, i.updated_at, i.deleted, i.disk_format,"
          + " i.container_format, i.checksum, i.owner, i.min_disk, i.min_ram, i.protected,"
          + " i.virtual_size, i.visibility, i.os_hidden, i.os_hash_algo, i.os_hash_value";

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

  /** The row under the cursor of a statement that selects {@link #COLUMNS}. */
  static ImageRow of(ResultSet from) throws SQLException {
    ImageRow row = new ImageRow();
    row.id = from.getString(1);
    row.name = from.getString(2);
    row.size = number(from, 3);
    row.status = from.getString(4);
    row.createdAt = from.getObject(5, LocalDateTime.class);
    row.updatedAt = from.getObject(6, LocalDateTime.class);
    row.deleted = from.getBoolean(7);
    row.diskFormat = from.getString(8);
    row.containerFormat = from.getString(9);
    row.checksum = from.getString(10);
    row.owner = from.getString(11);
    row.minDisk = from.getInt(12);
    row.minRam = from.getInt(13);
    row.isProtected = from.getBoolean(14);
    row.virtualSize = number(from, 15);
    row.visibility = from.getString(16);
    row.hidden = from.getBoolean(17);
    row.hashAlgorithm = from.getString(18);
    row.hashValue = from.getString(19);
    return row;
  }

  private static @Nullable Long number(ResultSet from, int column) throws SQLException {
    long number = from.getLong(column);
    return from.wasNull() ? null : number;
  }

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
