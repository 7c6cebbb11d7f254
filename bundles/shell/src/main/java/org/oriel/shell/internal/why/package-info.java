// SPDX-License-Identifier: Apache-2.0
/** What {@code oriel:why} looks at: bundles, components and stores. */
@NullMarked
package org.oriel.shell.internal.why;

import org.jspecify.annotations.NullMarked;
