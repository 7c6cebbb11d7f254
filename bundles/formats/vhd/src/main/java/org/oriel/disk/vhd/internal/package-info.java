// SPDX-License-Identifier: Apache-2.0
/** Disk format VHD, fixed and dynamic: read and written. Opens nothing that a file names. */
@NullMarked
package org.oriel.disk.vhd.internal;

import org.jspecify.annotations.NullMarked;
