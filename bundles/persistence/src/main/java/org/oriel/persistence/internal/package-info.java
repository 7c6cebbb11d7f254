// SPDX-License-Identifier: Apache-2.0
/**
 * The catalogue ports on Glance's tables. EclipseLink and Flyway live here and nowhere else;
 * entities never leave.
 */
@NullMarked
package org.oriel.persistence.internal;

import org.jspecify.annotations.NullMarked;
