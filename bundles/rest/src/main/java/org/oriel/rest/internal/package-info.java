// SPDX-License-Identifier: Apache-2.0
/**
 * The door itself: one servlet that every request comes through, the route table, and CXF behind
 * it.
 */
@NullMarked
package org.oriel.rest.internal;

import org.jspecify.annotations.NullMarked;
