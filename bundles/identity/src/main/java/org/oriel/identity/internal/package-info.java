// SPDX-License-Identifier: Apache-2.0
/** The two ways to know a caller: everybody is the administrator, or a file of users. */
@NullMarked
package org.oriel.identity.internal;

import org.jspecify.annotations.NullMarked;
