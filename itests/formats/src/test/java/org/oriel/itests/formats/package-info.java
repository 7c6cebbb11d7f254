// SPDX-License-Identifier: Apache-2.0
/** The disk formats, all together, on what other programs write. */
@NullMarked
package org.oriel.itests.formats;

import org.jspecify.annotations.NullMarked;
