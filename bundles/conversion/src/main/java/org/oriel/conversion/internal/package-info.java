// SPDX-License-Identifier: Apache-2.0
/** The engine: all format plugins watch a stream in one pass, and one decision is made of it. */
@NullMarked
package org.oriel.conversion.internal;

import org.jspecify.annotations.NullMarked;
