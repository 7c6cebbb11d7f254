// SPDX-License-Identifier: Apache-2.0
/** The disk tool, for people who know qemu-img. */
@NullMarked
package org.oriel.img.internal;

import org.jspecify.annotations.NullMarked;
