// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How a disk is to be written.
 *
 * @param compressed whether data are packed
 * @param tables when the file's tables are laid out
 * @param identity the id of the new disk, in formats that have one; the same again when a write
 *     that stopped goes on
 * @param created the time of the new disk, in formats that have one; the same again when a write
 *     that stopped goes on
 * @param named what the format alone understands, by the names of {@link DiskFormat#writeOptions()}
 */
public record WriteOptions(
    boolean compressed, Tables tables, UUID identity, Instant created, Map<String, String> named) {
  /** When a file's tables are laid out. */
  public enum Tables {
    /**
     * Before the first byte of data: each place where the {@link DiskShape} may hold data gets its
     * room, and the file can be written from front to back.
     */
    EARLY,
    /** While data come: what turns out to be zeros takes no room. The tables are written last. */
    LATE
  }

  public WriteOptions {
    named = Map.copyOf(named);
  }

  /** Plain, tables late, a new identity. */
  public static WriteOptions standard() {
    return new WriteOptions(false, Tables.LATE, UUID.randomUUID(), Instant.now(), Map.of());
  }

  public WriteOptions compressed(boolean wanted) {
    return new WriteOptions(wanted, tables, identity, created, named);
  }

  public WriteOptions tables(Tables wanted) {
    return new WriteOptions(compressed, wanted, identity, created, named);
  }

  public WriteOptions named(Map<String, String> wanted) {
    return new WriteOptions(compressed, tables, identity, created, wanted);
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(named.get(name));
  }
}
