// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A disk format: the one service that a plugin publishes. Without state. */
@ConsumerType
public interface DiskFormat {
  /** Bytes of a file's head that are enough for {@link #probe}. */
  int HEAD = 65_536;

  /** Bytes of a file's end that are enough for {@link #probe}. */
  int TAIL = 512;

  /** Glance's word for the format, such as {@code qcow2}. */
  String name();

  /** What it can do; what is not named answers {@link FormatException.Unsupported}. */
  default Set<Ability> abilities() {
    return Set.of();
  }

  /**
   * Whether a file looks like this format.
   *
   * @param head the first {@link #HEAD} bytes, or all of a shorter file; its position and limit
   *     stay as they are
   * @param tail the last {@link #TAIL} bytes, or all of a shorter file; empty while the end is not
   *     known, as in a stream; its position and limit stay as they are
   */
  Match probe(ByteBuffer head, ByteBuffer tail);

  /** A watcher of one stream of bytes. */
  StreamInspector inspector(Limits limits);

  /**
   * The facts of a file's header, references to other files included; nothing that the header names
   * is opened.
   *
   * @throws FormatException if the file is not of this format, or its header is not sound
   */
  default DiskInfo describe(DiskSource source, Limits limits) throws FormatException {
    try (Disk disk = open(source, limits)) {
      return disk.info();
    }
  }

  /**
   * The disk inside a file. The source stays the caller's, who closes it after the disk.
   *
   * @throws FormatException.NotThisFormat if the file is not of this format
   * @throws FormatException.Unsafe if it refers to another file
   * @throws FormatException if it is not sound, or beyond what is supported
   */
  default Disk open(DiskSource source, Limits limits) throws FormatException {
    throw new FormatException.Unsupported("Disks of the format " + name() + " cannot be read");
  }

  /** The options that {@link #plan} understands, besides {@link WriteOptions}' own. */
  default List<WriteOption> writeOptions() {
    return List.of();
  }

  /**
   * How a disk of this shape would be written.
   *
   * @throws FormatException.Unsupported if it cannot be: too large, an unknown option, a value that
   *     the format does not have; the sentence names the option and what it may be
   */
  default WritePlan plan(DiskShape shape, WriteOptions options) throws FormatException {
    throw new FormatException.Unsupported("Disks of the format " + name() + " cannot be written");
  }
}
