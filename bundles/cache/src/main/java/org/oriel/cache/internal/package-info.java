// SPDX-License-Identifier: Apache-2.0
/**
 * The cache of one server. The files are the truth: what lies under its final name is whole and on
 * the disk. The records say how often and when it was read.
 */
@NullMarked
package org.oriel.cache.internal;

import org.jspecify.annotations.NullMarked;
