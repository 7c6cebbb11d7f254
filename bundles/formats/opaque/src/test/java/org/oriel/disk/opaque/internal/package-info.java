// SPDX-License-Identifier: Apache-2.0
/** Opaque formats before samples that are sound and samples that are not. */
@NullMarked
package org.oriel.disk.opaque.internal;

import org.jspecify.annotations.NullMarked;
