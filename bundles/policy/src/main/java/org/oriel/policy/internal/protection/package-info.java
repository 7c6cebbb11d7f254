// SPDX-License-Identifier: Apache-2.0
/** Reads the file of property protections and judges by it. */
@NullMarked
package org.oriel.policy.internal.protection;

import org.jspecify.annotations.NullMarked;
