// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.oriel.storage.internal;

import org.jspecify.annotations.NullMarked;
