// SPDX-License-Identifier: Apache-2.0
/**
 * Disks of equal blocks behind one table of places: what VHD, VHDX, VDI and Parallels have in
 * common. Copied into each format that uses it, hence never shared at run time and never exported.
 *
 * <p>A {@link org.oriel.blocks.Parser} knows the rules of a format once, for both ways of looking
 * at a file: {@link org.oriel.blocks.Passing} leads a stream past it, {@link
 * org.oriel.blocks.Parsing} reads a file for it. A {@link org.oriel.blocks.BlockLayout} knows where
 * a format puts what; {@link org.oriel.blocks.BlockPlan} writes by it.
 */
@NullMarked
package org.oriel.blocks;

import org.jspecify.annotations.NullMarked;
