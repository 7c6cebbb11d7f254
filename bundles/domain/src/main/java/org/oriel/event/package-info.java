// SPDX-License-Identifier: Apache-2.0
/**
 * What happened: events as notifications tell them to the world, and the port through which they
 * wait to be delivered.
 *
 * <p><b>Threads:</b> values are immutable and may be shared; the port is safe for use by many
 * threads at once.
 *
 * <p><b>Ownership:</b> nothing here holds a resource; nothing needs closing.
 *
 * <p><b>JSON:</b> payloads are JSON values: maps with text keys, lists, texts, numbers, truth
 * values, and {@link java.util.Optional#empty()} for null. Their members follow Glance.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
