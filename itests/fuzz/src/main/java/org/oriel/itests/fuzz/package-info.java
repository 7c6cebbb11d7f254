// SPDX-License-Identifier: Apache-2.0
/** What a fuzzer calls: each parser of disk images, and what must hold whatever the bytes. */
@NullMarked
package org.oriel.itests.fuzz;

import org.jspecify.annotations.NullMarked;
