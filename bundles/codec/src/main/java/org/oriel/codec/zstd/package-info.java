// SPDX-License-Identifier: Apache-2.0
/**
 * Packs and unpacks blocks by zstd (RFC 8878): by the native library where it loads, by plain Java
 * otherwise. Copied into each bundle that uses it, together with the plain Java; the native library
 * is imported if it is there.
 *
 * <p><b>Threads:</b> a {@link org.oriel.codec.zstd.ZstdCodec} is used by one thread at a time.
 * <b>Ownership:</b> buffers stay the caller's and are not kept.
 */
@NullMarked
package org.oriel.codec.zstd;

import org.jspecify.annotations.NullMarked;
