// SPDX-License-Identifier: Apache-2.0
/**
 * Disk format VHDX: read, with what its log holds, and written. Opens nothing that a file names.
 */
@NullMarked
package org.oriel.disk.vhdx.internal;

import org.jspecify.annotations.NullMarked;
