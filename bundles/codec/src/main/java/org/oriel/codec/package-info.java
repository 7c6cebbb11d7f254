// SPDX-License-Identifier: Apache-2.0
/**
 * Packs and unpacks blocks of some KiB to some MiB, such as the clusters of disk files. Copied into
 * each bundle that uses it, hence never shared at run time and never exported.
 *
 * <p><b>Threads:</b> encoders and decoders are used by one thread at a time; a {@link
 * org.oriel.codec.Pool} by many. <b>Ownership:</b> buffers stay the caller's and are not kept.
 */
@NullMarked
package org.oriel.codec;

import org.jspecify.annotations.NullMarked;
