// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** A disk format: the one service that a plugin publishes. Without state. */
@ConsumerType
public interface DiskFormat {
  /** Bytes of a file's head that are enough for {@link #probe}. */
  int HEAD = 65_536;

  /** Glance's word for the format, such as {@code qcow2}. */
  String name();

  /**
   * Whether a file looks like this format.
   *
   * @param head the first {@link #HEAD} bytes, or all of a shorter file; its position and limit
   *     stay as they are
   */
  Match probe(ByteBuffer head);

  /** A watcher of one stream of bytes. */
  StreamInspector inspector(Limits limits);
}
