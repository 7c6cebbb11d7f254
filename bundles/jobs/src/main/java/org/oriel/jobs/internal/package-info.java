// SPDX-License-Identifier: Apache-2.0
/** Spring Batch, put together by hand, and what every job has in common with the others. */
@NullMarked
package org.oriel.jobs.internal;

import org.jspecify.annotations.NullMarked;
