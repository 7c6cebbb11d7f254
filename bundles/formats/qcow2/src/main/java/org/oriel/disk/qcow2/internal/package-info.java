// SPDX-License-Identifier: Apache-2.0
/**
 * Disk format qcow2, versions 2 and 3. Knows the header, its extensions and the outlines of the
 * tables; opens nothing that a file names.
 */
@NullMarked
package org.oriel.disk.qcow2.internal;

import org.jspecify.annotations.NullMarked;
