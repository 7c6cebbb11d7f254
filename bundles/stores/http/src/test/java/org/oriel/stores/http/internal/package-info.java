// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.oriel.stores.http.internal;

import org.jspecify.annotations.NullMarked;
