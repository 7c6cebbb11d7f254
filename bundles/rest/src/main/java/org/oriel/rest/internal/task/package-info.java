// SPDX-License-Identifier: Apache-2.0
/** Tasks, staging and imports on the wire. */
@NullMarked
package org.oriel.rest.internal.task;

import org.jspecify.annotations.NullMarked;
