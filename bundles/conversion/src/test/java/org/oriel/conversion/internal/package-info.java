// SPDX-License-Identifier: Apache-2.0
/** Tests of the inspection of streams. */
@NullMarked
package org.oriel.conversion.internal;

import org.jspecify.annotations.NullMarked;
