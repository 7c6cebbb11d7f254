// SPDX-License-Identifier: Apache-2.0
/** Tests of VMDK. */
@NullMarked
package org.oriel.disk.vmdk.internal;

import org.jspecify.annotations.NullMarked;
