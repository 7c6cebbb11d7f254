// SPDX-License-Identifier: Apache-2.0
/**
 * What tests need that let jobs run.
 *
 * <p><b>Threads:</b> for one thread. <b>Ownership:</b> nothing here needs closing.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.testkit.jobs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
