// SPDX-License-Identifier: Apache-2.0
/** The cache of this server on the wire. */
@NullMarked
package org.oriel.rest.internal.cache;

import org.jspecify.annotations.NullMarked;
