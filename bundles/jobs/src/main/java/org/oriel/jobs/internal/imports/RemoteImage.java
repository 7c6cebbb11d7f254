// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

/**
 * An image of another image service.
 *
 * @param region in which the service is
 * @param reach which of its endpoints is meant, such as {@code public}
 */
record RemoteImage(String id, String region, String reach) {}
