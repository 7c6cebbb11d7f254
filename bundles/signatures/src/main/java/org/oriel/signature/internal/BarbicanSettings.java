// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Barbican is.
 *
 * @param endpoint its URL; found in the catalogue if empty
 * @param version path of the version of its API
 * @param authEndpoint URL of Keystone with its version, for the catalogue
 * @param endpointType {@code public}, {@code internal} or {@code admin}
 * @param region any if empty
 * @param verify whether its certificate is verified
 * @param authorities PEM file of those that vouch for it; those of the JDK if empty
 */
record BarbicanSettings(
    Optional<String> endpoint,
    String version,
    String authEndpoint,
    String endpointType,
    Optional<String> region,
    boolean verify,
    Optional<Path> authorities) {}
