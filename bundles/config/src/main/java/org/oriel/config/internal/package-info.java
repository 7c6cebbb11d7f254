// SPDX-License-Identifier: Apache-2.0
/**
 * Translates glance-api.conf and its friends into Config Admin. The only room that knows the
 * dialect of oslo.config. Most of it is a pure function from texts to the wanted configurations.
 */
@NullMarked
package org.oriel.config.internal;

import org.jspecify.annotations.NullMarked;
