// SPDX-License-Identifier: Apache-2.0
/**
 * The job {@code import}: brings the data of one image into its stores, as a task says. What is
 * done can be seen in the records of image and task, and so every step can be done again.
 */
@NullMarked
package org.oriel.jobs.internal.imports;

import org.jspecify.annotations.NullMarked;
