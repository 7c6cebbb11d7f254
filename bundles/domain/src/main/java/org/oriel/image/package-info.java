// SPDX-License-Identifier: Apache-2.0
/**
 * What an image is: its values and invariants, the status machine, the ports that outer rooms
 * implement, and the refusals that every room may answer with.
 *
 * <p><b>Threads:</b> every value here is immutable and may be shared. Ports must be safe for use by
 * many threads at once.
 *
 * <p><b>Ownership:</b> nothing here holds a resource; nothing needs closing.
 *
 * <p><b>Absence:</b> never {@code null}; a component that may be absent is an {@link
 * java.util.Optional}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.image;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
