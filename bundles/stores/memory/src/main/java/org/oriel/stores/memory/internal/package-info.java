// SPDX-License-Identifier: Apache-2.0
/** Store type {@code memory}: data on the heap, gone with the plugin. */
@NullMarked
package org.oriel.stores.memory.internal;

import org.jspecify.annotations.NullMarked;
