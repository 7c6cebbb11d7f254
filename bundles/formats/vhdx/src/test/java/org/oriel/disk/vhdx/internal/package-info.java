// SPDX-License-Identifier: Apache-2.0
/** Tests of the format VHDX. */
@NullMarked
package org.oriel.disk.vhdx.internal;

import org.jspecify.annotations.NullMarked;
