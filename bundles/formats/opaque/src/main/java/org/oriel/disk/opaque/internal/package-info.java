// SPDX-License-Identifier: Apache-2.0
/** Formats that are recognised and judged by their head, and never opened. */
@NullMarked
package org.oriel.disk.opaque.internal;

import org.jspecify.annotations.NullMarked;
