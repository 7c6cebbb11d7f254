// SPDX-License-Identifier: Apache-2.0
/** What this site offers, on the wire. */
@NullMarked
package org.oriel.rest.internal.discovery;

import org.jspecify.annotations.NullMarked;
