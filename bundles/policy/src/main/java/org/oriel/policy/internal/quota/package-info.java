// SPDX-License-Identifier: Apache-2.0
/** What projects may take up, and the limits that Keystone keeps. */
@NullMarked
package org.oriel.policy.internal.quota;

import org.jspecify.annotations.NullMarked;
