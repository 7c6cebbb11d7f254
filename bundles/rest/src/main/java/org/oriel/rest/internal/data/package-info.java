// SPDX-License-Identifier: Apache-2.0
/** Image data on the wire, on the plain servlet API: CXF would copy every byte once more. */
@NullMarked
package org.oriel.rest.internal.data;

import org.jspecify.annotations.NullMarked;
