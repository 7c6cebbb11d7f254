// SPDX-License-Identifier: Apache-2.0
/** The ways to know a caller, and the component that chooses one. */
@NullMarked
package org.oriel.identity.internal;

import org.jspecify.annotations.NullMarked;
