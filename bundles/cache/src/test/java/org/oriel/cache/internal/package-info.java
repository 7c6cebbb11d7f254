// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.oriel.cache.internal;

import org.jspecify.annotations.NullMarked;
