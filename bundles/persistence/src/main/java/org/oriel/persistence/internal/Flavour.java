// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What differs between the databases. */
enum Flavour {
  /** Embedded; microseconds, any character. */
  H2("h2", H2Times.class, ChronoUnit.MICROS, true),
  /** Also MySQL; Glance's columns keep whole seconds and three bytes per character. */
  MARIADB("mariadb", MariaDbTimes.class, ChronoUnit.SECONDS, false),
  /** The same, where an operator has made all columns of text utf8mb4. */
  MARIADB_UTF8MB4("mariadb", MariaDbTimes.class, ChronoUnit.SECONDS, true);

  private final String folder;
  private final Class<?> platform;
  private final ChronoUnit precision;
  private final boolean takesAllCharacters;

  Flavour(String folder, Class<?> platform, ChronoUnit precision, boolean takesAllCharacters) {
    this.folder = folder;
    this.platform = platform;
    this.precision = precision;
    this.takesAllCharacters = takesAllCharacters;
  }

  /** Where the migrations of this flavour lie. */
  String migrations() {
    return "classpath:db/migration/" + folder;
  }

  /** EclipseLink's knowledge of the database. */
  String platform() {
    return platform.getName();
  }

  /** What makes a statement walk an index, behind the name of the table. */
  String hint(String index) {
    return (this == H2 ? " USE INDEX (" : " FORCE INDEX (") + index + ")";
  }

  /** What is equal for ids that the database takes for equal. */
  String key(String id) {
    return this == H2 ? id : id.toLowerCase(Locale.ROOT);
  }

  /** Whether characters outside the basic plane can be stored. */
  boolean takesAllCharacters() {
    return takesAllCharacters;
  }

  /** An instant as the columns of Glance's tables will keep it. */
  Instant cut(Instant instant) {
    return instant.truncatedTo(precision);
  }

  /** An instant as the columns store it: without a zone, meant in UTC. */
  static LocalDateTime naive(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** What {@link #naive} made of an instant. */
  static Instant instant(LocalDateTime naive) {
    return naive.toInstant(ZoneOffset.UTC);
  }
}
