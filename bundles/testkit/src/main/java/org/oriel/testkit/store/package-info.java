// SPDX-License-Identifier: Apache-2.0
/**
 * The store contract as tests. A plugin extends {@link org.oriel.testkit.store.StoreContract} and
 * gives it a {@link org.oriel.testkit.store.StoreFixture}; a deviation is a missing ability, never
 * an overridden test.
 */
@NullMarked
package org.oriel.testkit.store;

import org.jspecify.annotations.NullMarked;
