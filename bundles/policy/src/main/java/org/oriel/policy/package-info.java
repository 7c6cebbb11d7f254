// SPDX-License-Identifier: Apache-2.0
/**
 * May this caller do this: rules by name, over facts of the caller and of the thing.
 *
 * <p><b>Threads:</b> safe for many threads at once. <b>Ownership:</b> nothing needs closing.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.policy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
