// SPDX-License-Identifier: Apache-2.0
/** Verification as cursive does it, with certificates from a directory or from Barbican. */
@NullMarked
package org.oriel.signature.internal;

import org.jspecify.annotations.NullMarked;
