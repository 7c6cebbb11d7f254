// SPDX-License-Identifier: Apache-2.0
/** Tests of the configuration. */
@NullMarked
package org.oriel.config.internal;

import org.jspecify.annotations.NullMarked;
