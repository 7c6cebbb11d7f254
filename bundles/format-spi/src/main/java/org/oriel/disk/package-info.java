// SPDX-License-Identifier: Apache-2.0
/**
 * What a disk format plugin must be able to do.
 *
 * <p>A plugin bundle publishes one {@link org.oriel.disk.DiskFormat} as an OSGi service. A format
 * is recognised from the first bytes (and the last, where they are known), inspected while the
 * bytes of an upload pass by once, since uploads cannot be rewound, opened as a {@link
 * org.oriel.disk.Disk} that knows its extents, and, if able, written by a {@link
 * org.oriel.disk.WritePlan}. Whatever a file names (backing file, data file, parent) is reported,
 * never followed.
 *
 * <p>A writer is told the {@link org.oriel.disk.DiskShape} of the disk before its first byte. From
 * it most layouts follow, and with them the length of the file: the plan says so before anything is
 * open, so that whoever gives the sink can choose one that suits. Packing data (which takes
 * processor time) is apart from writing them (which may need order), so that the caller decides on
 * threads and buffers, and the format on neither.
 *
 * <p><b>Threads:</b> a format, a plan and a shape that was given away are used by many threads at
 * once, and so are disks, sources and sinks; an inspector by one at a time; a writer as its plan
 * says.
 *
 * <p><b>Ownership:</b> sources and sinks stay the caller's. Disks and writers are closed by who
 * opened them; inspectors hold bounded memory and no other resource. Buffers stay the caller's and
 * are not kept, but by a {@link org.oriel.disk.Piece} until it was written.
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
