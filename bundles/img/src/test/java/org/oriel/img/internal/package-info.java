// SPDX-License-Identifier: Apache-2.0
/** Tests of the disk tool. */
@NullMarked
package org.oriel.img.internal;

import org.jspecify.annotations.NullMarked;
