// SPDX-License-Identifier: Apache-2.0
/**
 * The disk format contract as tests, makers of good and hostile files, and {@code qemu-img} as
 * judge.
 *
 * <p>A format plugin passes when a subclass of {@link org.oriel.testkit.disk.DiskFormatContract}
 * that names the format and some of its files passes, and, where disks of the format are read or
 * written, one of {@link org.oriel.testkit.disk.DiskContract}.
 */
@NullMarked
package org.oriel.testkit.disk;

import org.jspecify.annotations.NullMarked;
