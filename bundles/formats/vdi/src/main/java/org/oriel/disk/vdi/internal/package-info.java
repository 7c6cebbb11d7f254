// SPDX-License-Identifier: Apache-2.0
/** Disk format VDI, dynamic and static: read and written. Opens nothing that a file names. */
@NullMarked
package org.oriel.disk.vdi.internal;

import org.jspecify.annotations.NullMarked;
