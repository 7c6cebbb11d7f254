// SPDX-License-Identifier: Apache-2.0
/** The use cases, one class each or a few. */
@NullMarked
package org.oriel.service.internal;

import org.jspecify.annotations.NullMarked;
