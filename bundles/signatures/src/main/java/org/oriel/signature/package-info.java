// SPDX-License-Identifier: Apache-2.0
/**
 * Signatures of images: whether data are those that somebody signed, judged while they pass.
 *
 * <p><b>Threads:</b> {@link org.oriel.signature.Signatures} is safe for use by many threads at
 * once; a {@link org.oriel.signature.Verification} belongs to one at a time.
 *
 * <p><b>Ownership:</b> nothing here holds a resource; nothing needs closing.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.signature;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
