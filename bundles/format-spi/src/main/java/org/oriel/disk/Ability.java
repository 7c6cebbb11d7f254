// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

/** What a disk format can do besides being recognised and inspected. */
public enum Ability {
  /** {@link DiskFormat#open} works. */
  READ,
  /** {@link DiskFormat#plan} works. */
  WRITE,
  /** {@link DiskFormat#plan} works with {@link WriteOptions#compressed()}. */
  COMPRESS
}
