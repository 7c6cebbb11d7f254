// SPDX-License-Identifier: Apache-2.0
/**
 * Bulk work: starting it and seeing how it goes. What Spring Batch calls job execution is a run
 * here.
 *
 * <p><b>Threads:</b> safe for many threads at once. <b>Ownership:</b> nothing needs closing.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.jobs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
