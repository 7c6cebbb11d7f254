// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.layers;

import java.util.Set;

/**
 * One bundle of ours, as far as layers are concerned.
 *
 * @param name symbolic name without {@code org.oriel.}, for example {@code stores.file}
 * @param dependencies names of the rooms that its POM depends on, test scope left out
 * @param imports packages that its manifest imports, statically or dynamically
 * @param exports packages that its manifest exports
 */
record Room(String name, Set<String> dependencies, Set<String> imports, Set<String> exports) {
  Room {
    dependencies = Set.copyOf(dependencies);
    imports = Set.copyOf(imports);
    exports = Set.copyOf(exports);
  }
}
