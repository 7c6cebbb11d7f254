// SPDX-License-Identifier: Apache-2.0
/** Tests of packing and unpacking. */
@NullMarked
package org.oriel.codec;

import org.jspecify.annotations.NullMarked;
