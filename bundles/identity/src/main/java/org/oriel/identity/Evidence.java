// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity;

import java.util.Optional;

/** What a request says about who sent it. */
@FunctionalInterface
public interface Evidence {
  /** The first value of a header, whatever the case of its name. */
  Optional<String> header(String name);
}
