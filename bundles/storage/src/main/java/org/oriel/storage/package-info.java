// SPDX-License-Identifier: Apache-2.0
/**
 * Data in and out of configured stores, whatever their type: one pass in with digests, reading with
 * fall-back over locations, leases that let a store be replaced while it is used.
 *
 * <p><b>Threads:</b> services are safe for many threads at once; what they hand out is used by one
 * at a time.
 *
 * <p><b>Ownership:</b> who is given something closeable closes it; a lease on the store ends with
 * that close. Channels passed in stay the caller's.
 *
 * <p><b>Errors:</b> refusals of the domain; nothing of a plugin passes this border.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
