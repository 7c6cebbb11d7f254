// SPDX-License-Identifier: Apache-2.0
/** Tests of the qcow2 format. */
@NullMarked
package org.oriel.disk.qcow2.internal;

import org.jspecify.annotations.NullMarked;
