// SPDX-License-Identifier: Apache-2.0
/**
 * The job {@code verify}: reads the data of active images again and compares them with what the
 * catalogue says. Step {@code plan} notes the images, step {@code read} looks at them in four
 * partitions, step {@code report} publishes what was found.
 */
@NullMarked
package org.oriel.jobs.internal.verify;

import org.jspecify.annotations.NullMarked;
