// SPDX-License-Identifier: Apache-2.0
/** Tests of the format of Parallels. */
@NullMarked
package org.oriel.disk.parallels.internal;

import org.jspecify.annotations.NullMarked;
