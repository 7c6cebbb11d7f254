// SPDX-License-Identifier: Apache-2.0
/** Tests of what conversions write to and note in. */
@NullMarked
package org.oriel.conversion;

import org.jspecify.annotations.NullMarked;
