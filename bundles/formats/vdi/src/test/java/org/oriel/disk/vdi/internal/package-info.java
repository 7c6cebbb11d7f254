// SPDX-License-Identifier: Apache-2.0
/** Tests of the format VDI. */
@NullMarked
package org.oriel.disk.vdi.internal;

import org.jspecify.annotations.NullMarked;
