// SPDX-License-Identifier: Apache-2.0
/** Tests of the format VHD. */
@NullMarked
package org.oriel.disk.vhd.internal;

import org.jspecify.annotations.NullMarked;
