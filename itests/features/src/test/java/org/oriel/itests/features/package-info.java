// SPDX-License-Identifier: Apache-2.0
/**
 * Pax Exam on our own distribution. Its runner is JUnit 4: no other module of this project uses
 * that.
 */
@NullMarked
package org.oriel.itests.features;

import org.jspecify.annotations.NullMarked;
