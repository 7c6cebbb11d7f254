// SPDX-License-Identifier: Apache-2.0
/**
 * What every catalogue of metadata definitions promises, as tests, and one in memory that keeps the
 * promises.
 *
 * <p><b>Threads:</b> {@link org.oriel.testkit.metadef.MemoryMetadefs} may be used by many threads.
 *
 * <p><b>Ownership:</b> nothing here needs closing.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.testkit.metadef;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
