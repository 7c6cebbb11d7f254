// SPDX-License-Identifier: Apache-2.0
/** Unpacking before good, damaged and hostile packages. */
@NullMarked
package org.oriel.conversion.internal.unpack;

import org.jspecify.annotations.NullMarked;
