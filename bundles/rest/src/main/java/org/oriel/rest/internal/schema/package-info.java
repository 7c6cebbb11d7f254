// SPDX-License-Identifier: Apache-2.0
/** Custom properties of which the operator says what they are. */
@NullMarked
package org.oriel.rest.internal.schema;

import org.jspecify.annotations.NullMarked;
