// SPDX-License-Identifier: Apache-2.0
/**
 * Callers known by tokens of Keystone: its wire, the service's own token, the cache of what it
 * said.
 */
@NullMarked
package org.oriel.identity.internal.keystone;

import org.jspecify.annotations.NullMarked;
