// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the server stands.
 *
 * @param data the data directory
 * @param conf path of glance-api.conf, if there is one
 * @param port port that beats whatever is configured
 * @param node random id of this node
 */
record Surroundings(Path data, Optional<Path> conf, Optional<String> port, String node) {
  /** The directory of glance-api.conf. */
  Optional<Path> confDirectory() {
    return conf.map(Path::toAbsolutePath).map(Path::getParent);
  }
}
