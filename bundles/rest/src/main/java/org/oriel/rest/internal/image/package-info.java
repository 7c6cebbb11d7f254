// SPDX-License-Identifier: Apache-2.0
/** Image records on the wire: resources, views, documents, parameters of lists. */
@NullMarked
package org.oriel.rest.internal.image;

import org.jspecify.annotations.NullMarked;
