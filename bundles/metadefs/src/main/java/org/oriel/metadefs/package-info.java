// SPDX-License-Identifier: Apache-2.0
/**
 * The use cases of the metadata definition catalogue: what a caller can ask for, each with its
 * checks in their order; the form of definitions as JSON, which the API and files of definitions
 * share; and the handling of such files.
 *
 * <p><b>JSON</b> is {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and,
 * for null, {@link java.util.Optional#empty()}.
 *
 * <p><b>Threads:</b> safe for many threads at once. <b>Ownership:</b> nothing needs closing.
 * <b>Errors:</b> refusals of the domain.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.metadefs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
