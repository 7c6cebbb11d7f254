// SPDX-License-Identifier: Apache-2.0
/**
 * What a store plugin must be able to do.
 *
 * <p>A plugin bundle publishes one {@link org.oriel.store.StoreType} as an OSGi service. The type
 * has no state: it is asked to open a store for a set of settings. The host opens as many stores of
 * a type as are configured, replaces them when settings or plugin change, and closes them. Writing
 * is create, write, commit; closing without commit leaves nothing.
 *
 * <p><b>Threads:</b> a {@link org.oriel.store.Store} and a {@link org.oriel.store.Blob} are used by
 * many threads at once; a {@link org.oriel.store.BlobWriter} and an opened channel by one at a
 * time, not always the one that opened it. Closing a handle from another thread ends a blocked
 * call. A store may start threads of its own, which end with its close.
 *
 * <p><b>Ownership:</b> the caller closes what it was given: channels, writers, stores. Buffers stay
 * the caller's: a plugin keeps none after a call has returned.
 *
 * <p><b>Two at once:</b> two open stores on the same settings do not disturb each other: the host
 * opens the new one before it closes the old.
 *
 * <p><b>Not a plugin's business:</b> digests, size cap, quota, soft delete, caching, retries around
 * a client library's own. The host does these once.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
