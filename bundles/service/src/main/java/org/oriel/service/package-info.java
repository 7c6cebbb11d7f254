// SPDX-License-Identifier: Apache-2.0
/**
 * The use cases of images: what a caller can ask for, each with its checks in their order, and
 * nothing of how it was asked.
 *
 * <p><b>Threads:</b> services are safe for many threads at once. <b>Ownership:</b> the caller
 * closes a {@link org.oriel.service.Download}; channels passed in stay the caller's. <b>Errors:</b>
 * refusals of the domain, and {@link org.oriel.service.UploadBroken} when the sender of data went
 * away.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.service;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
