// SPDX-License-Identifier: Apache-2.0
/** Tests of the raw format. */
@NullMarked
package org.oriel.disk.raw.internal;

import org.jspecify.annotations.NullMarked;
