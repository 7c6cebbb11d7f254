// SPDX-License-Identifier: Apache-2.0
/**
 * Camel: what starts work by itself. {@link org.oriel.routes.internal.RouteContext} runs whatever
 * routes are published as services; each thing that starts work is one of them.
 */
@NullMarked
package org.oriel.routes.internal;

import org.jspecify.annotations.NullMarked;
