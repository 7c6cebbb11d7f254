// SPDX-License-Identifier: Apache-2.0
/** Tests of blocks; most of what is here is tested by the formats that are made of it. */
@NullMarked
package org.oriel.blocks;

import org.jspecify.annotations.NullMarked;
