// SPDX-License-Identifier: Apache-2.0
/** The description of the API that the API gives of itself. */
@NullMarked
package org.oriel.rest.internal.openapi;

import org.jspecify.annotations.NullMarked;
