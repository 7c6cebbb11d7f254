// SPDX-License-Identifier: Apache-2.0
/** Disk format of Parallels and ploop: read. Opens nothing that a file names. */
@NullMarked
package org.oriel.disk.parallels.internal;

import org.jspecify.annotations.NullMarked;
