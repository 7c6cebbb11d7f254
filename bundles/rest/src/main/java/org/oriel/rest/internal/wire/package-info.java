// SPDX-License-Identifier: Apache-2.0
/**
 * The wire, without a word about images: answers and their forms, JSON in and out, query strings.
 */
@NullMarked
package org.oriel.rest.internal.wire;

import org.jspecify.annotations.NullMarked;
