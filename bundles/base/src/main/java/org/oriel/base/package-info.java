// SPDX-License-Identifier: Apache-2.0
/**
 * A closed list of helpers that know no domain word and do no I/O. Copied into each bundle that
 * uses them, hence never shared at run time and never exported.
 */
@NullMarked
package org.oriel.base;

import org.jspecify.annotations.NullMarked;
