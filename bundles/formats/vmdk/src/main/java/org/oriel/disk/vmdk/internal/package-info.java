// SPDX-License-Identifier: Apache-2.0
/**
 * Disk format VMDK, as far as a disk is one file: {@code monolithicSparse} and {@code
 * streamOptimized}, read and written. Places in the file are sectors of 512 bytes; numbers are
 * little-endian. Layouts: VMware, Virtual Disk Format 5.0.
 */
@NullMarked
package org.oriel.disk.vmdk.internal;

import org.jspecify.annotations.NullMarked;
