// SPDX-License-Identifier: Apache-2.0
/**
 * Tasks: the API's records of long actions, their status machine and the port that keeps them; and
 * the lock that lets one import at a time work on an image.
 *
 * <p><b>Threads:</b> every value here is immutable and may be shared. Ports must be safe for use by
 * many threads at once.
 *
 * <p><b>Ownership:</b> nothing here holds a resource; nothing needs closing.
 *
 * <p><b>Absence:</b> never {@code null}; a JSON null inside of an input or result is {@link
 * java.util.Optional#empty()}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.task;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
