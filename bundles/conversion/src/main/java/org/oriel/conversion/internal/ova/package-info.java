// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual machines in one archive (OVA): a tar of a description (OVF), disks, and a manifest of
 * digests. Read while it passes by, once, in bounded memory; nothing that it names is opened.
 * Sources: DMTF DSP0243, Open Virtualization Format; IEEE Std 1003.1, {@code pax}, for tar.
 */
@NullMarked
package org.oriel.conversion.internal.ova;

import org.jspecify.annotations.NullMarked;
