// SPDX-License-Identifier: Apache-2.0
/**
 * Looks into compressed data while they come in: beside the reader, bounded in memory and output.
 */
@NullMarked
package org.oriel.conversion.internal.unpack;

import org.jspecify.annotations.NullMarked;
