// SPDX-License-Identifier: Apache-2.0
/** Opens, leases and drains stores; takes data in and gives them out. */
@NullMarked
package org.oriel.storage.internal;

import org.jspecify.annotations.NullMarked;
