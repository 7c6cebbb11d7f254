// SPDX-License-Identifier: Apache-2.0
/**
 * What every catalogue promises, as tests, and a catalogue in memory that keeps the promises.
 *
 * <p><b>Threads:</b> {@link org.oriel.testkit.catalogue.MemoryCatalogue} may be used by many
 * threads.
 *
 * <p><b>Ownership:</b> nothing here needs closing.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.testkit.catalogue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
