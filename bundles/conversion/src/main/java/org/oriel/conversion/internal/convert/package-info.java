// SPDX-License-Identifier: Apache-2.0
/** Conversion: formats in use, plans, windows of work, checkpoints. */
@NullMarked
package org.oriel.conversion.internal.convert;

import org.jspecify.annotations.NullMarked;
