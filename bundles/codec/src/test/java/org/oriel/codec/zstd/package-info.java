// SPDX-License-Identifier: Apache-2.0
/** Tests of zstd. */
@NullMarked
package org.oriel.codec.zstd;

import org.jspecify.annotations.NullMarked;
