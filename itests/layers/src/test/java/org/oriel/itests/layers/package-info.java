// SPDX-License-Identifier: Apache-2.0
/** The layer rules of the house, as a test that fails when one of them is broken. */
@NullMarked
package org.oriel.itests.layers;

import org.jspecify.annotations.NullMarked;
