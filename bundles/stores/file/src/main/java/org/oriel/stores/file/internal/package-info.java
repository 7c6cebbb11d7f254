// SPDX-License-Identifier: Apache-2.0
/** Store type {@code file}: one plain file for each blob, laid out as Glance's filesystem store. */
@NullMarked
package org.oriel.stores.file.internal;

import org.jspecify.annotations.NullMarked;
