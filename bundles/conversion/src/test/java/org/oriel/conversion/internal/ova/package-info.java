// SPDX-License-Identifier: Apache-2.0
/** Tests of OVA. */
@NullMarked
package org.oriel.conversion.internal.ova;

import org.jspecify.annotations.NullMarked;
