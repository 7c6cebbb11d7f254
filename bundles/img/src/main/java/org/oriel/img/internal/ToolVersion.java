// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Tells the version of the distribution. */
final class ToolVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(System.getProperty("oriel.version")).orElse("(not installed)");
    return new String[] {"oriel-img " + version};
  }
}
