// SPDX-License-Identifier: Apache-2.0
/** Store type http: data on web servers, read only. */
@NullMarked
package org.oriel.stores.http.internal;

import org.jspecify.annotations.NullMarked;
