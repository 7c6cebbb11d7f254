// SPDX-License-Identifier: Apache-2.0
/** The rule language, its checks and the default rules. */
@NullMarked
package org.oriel.policy.internal;

import org.jspecify.annotations.NullMarked;
