// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What users say about an image.
 *
 * @param name at most 255 characters
 * @param owner project that owns the image; empty for an image that belongs to nobody
 * @param diskFormat the API's word, such as {@code qcow2}
 * @param containerFormat the API's word, such as {@code bare}
 * @param minDisk GB of disk a machine needs to boot it, not negative
 * @param minRam MB of memory a machine needs to boot it, not negative
 * @param isProtected whether deletion is refused
 * @param hidden whether lists leave it out unless asked
 * @param tags sorted set
 * @param properties custom properties, sorted by name
 */
public record Attributes(
    Optional<String> name,
    Optional<String> owner,
    Visibility visibility,
    Optional<String> diskFormat,
    Optional<String> containerFormat,
    int minDisk,
    int minRam,
    boolean isProtected,
    boolean hidden,
    Set<String> tags,
    Map<String, String> properties) {

  /** An image about which nobody has said anything yet. */
  public static final Attributes NONE =
      new Attributes(
          Optional.empty(),
          Optional.empty(),
          Visibility.SHARED,
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          false,
          false,
          Set.of(),
          Map.of());

  public Attributes {
    if (minDisk < 0 || minRam < 0) {
      throw new Refusal.Invalid("min_disk and min_ram cannot be negative.");
    }
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  public Attributes withName(Optional<String> other) {
    return new Attributes(
        other,
        owner,
        visibility,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        isProtected,
        hidden,
        tags,
        properties);
  }

  public Attributes withOwner(Optional<String> other) {
    return new Attributes(
        name,
        other,
        visibility,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        isProtected,
        hidden,
        tags,
        properties);
  }

  public Attributes withVisibility(Visibility other) {
    return new Attributes(
        name,
        owner,
        other,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        isProtected,
        hidden,
        tags,
        properties);
  }

  public Attributes withDiskFormat(Optional<String> other) {
    return new Attributes(
        name,
        owner,
        visibility,
        other,
        containerFormat,
        minDisk,
        minRam,
        isProtected,
        hidden,
        tags,
        properties);
  }

  public Attributes withContainerFormat(Optional<String> other) {
    return new Attributes(
        name,
        owner,
        visibility,
        diskFormat,
        other,
        minDisk,
        minRam,
        isProtected,
        hidden,
        tags,
        properties);
  }

  public Attributes withMinDisk(int other) {
    return new Attributes(
        name,
        owner,
        visibility,
        diskFormat,
        containerFormat,
        other,
        minRam,
        isProtected,
        hidden,
        tags,
        properties);
  }

  public Attributes withMinRam(int other) {
    return new Attributes(
        name,
        owner,
        visibility,
        diskFormat,
        containerFormat,
        minDisk,
        other,
        isProtected,
        hidden,
        tags,
        properties);
  }

  public Attributes withProtected(boolean other) {
    return new Attributes(
        name,
        owner,
        visibility,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        other,
        hidden,
        tags,
        properties);
  }

  public Attributes withHidden(boolean other) {
    return new Attributes(
        name,
        owner,
        visibility,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        isProtected,
        other,
        tags,
        properties);
  }

  public Attributes withTags(Set<String> other) {
    return new Attributes(
        name,
        owner,
        visibility,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        isProtected,
        hidden,
        other,
        properties);
  }

  public Attributes withProperties(Map<String, String> other) {
    return new Attributes(
        name,
        owner,
        visibility,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        isProtected,
        hidden,
        tags,
        other);
  }
}
