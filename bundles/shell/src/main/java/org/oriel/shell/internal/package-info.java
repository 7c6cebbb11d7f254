// SPDX-License-Identifier: Apache-2.0
/**
 * The commands {@code oriel:*}, one class each, and their completers. They act as Oriel itself: who
 * reaches the console may do everything. All services are optional for them, since Karaf gives a
 * bundle's commands only when all that any of them requires is there, and {@code oriel:why} has to
 * be there when the rest is not.
 */
@NullMarked
package org.oriel.shell.internal;

import org.jspecify.annotations.NullMarked;
