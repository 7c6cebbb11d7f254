// SPDX-License-Identifier: Apache-2.0
/**
 * What a disk format plugin must be able to do.
 *
 * <p>A plugin bundle publishes one {@link org.oriel.disk.DiskFormat} as an OSGi service. A format
 * is recognised from the first bytes, and inspected while the bytes of an upload pass by once:
 * uploads cannot be rewound. Whatever a file names (backing file, data file, parent) is reported,
 * never followed.
 *
 * <p><b>Threads:</b> a format has no state and is used by many threads at once; an inspector by one
 * at a time.
 *
 * <p><b>Ownership:</b> inspectors hold bounded memory and no other resource; buffers stay the
 * caller's and are not kept.
 *
 * <p><b>Hostile input:</b> every length and offset is checked against the file and {@link
 * org.oriel.disk.Limits} before use; a parser refuses rather than guesses, and never throws
 * anything but what its contract says.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.disk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
