// SPDX-License-Identifier: Apache-2.0
/** Disk format raw: the bytes of the file are the bytes of the disk. */
@NullMarked
package org.oriel.disk.raw.internal;

import org.jspecify.annotations.NullMarked;
