// SPDX-License-Identifier: Apache-2.0
/**
 * Who asks: credentials of a request become a caller.
 *
 * <p><b>Threads:</b> safe for many threads at once. <b>Ownership:</b> nothing needs closing.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.identity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
