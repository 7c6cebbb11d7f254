// SPDX-License-Identifier: Apache-2.0
/**
 * Recognises disk formats, whichever format plugins are there, and says what speaks against a file.
 * What is to be made of that, {@link org.oriel.conversion.FormatVerdict} says for all who take data
 * in.
 *
 * <p><b>Threads:</b> the service is safe for many threads at once; an {@link
 * org.oriel.conversion.Inspection} is used by one at a time. <b>Ownership:</b> inspections hold
 * bounded memory and no other resource.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.conversion;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
