// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import org.osgi.annotation.versioning.ConsumerType;

/** Data of a run of the disk, made ready by a {@link DiskWriter} to be written by it. */
@ConsumerType
public interface Piece {
  /** First byte on the disk. */
  long position();

  /** Bytes on the disk, positive. */
  int length();
}
