// SPDX-License-Identifier: Apache-2.0
/**
 * The metadata definition catalogue: what properties of images and other resources mean. Its
 * values, and the ports that outer rooms implement.
 *
 * <p><b>Threads:</b> every value here is immutable and may be shared. Ports must be safe for use by
 * many threads at once.
 *
 * <p><b>Ownership:</b> nothing here holds a resource; nothing needs closing.
 *
 * <p><b>Absence:</b> never {@code null}; a component that may be absent is an {@link
 * java.util.Optional}, and so is a JSON null within a schema.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.metadef;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
