// SPDX-License-Identifier: Apache-2.0
/** The metadata definition catalogue: resources, their views and parameters. */
@NullMarked
package org.oriel.rest.internal.metadef;

import org.jspecify.annotations.NullMarked;
