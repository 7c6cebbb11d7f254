// SPDX-License-Identifier: Apache-2.0
/** Tests of conversion. */
@NullMarked
package org.oriel.conversion.internal.convert;

import org.jspecify.annotations.NullMarked;
