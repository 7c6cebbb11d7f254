// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity;

import java.util.Optional;

/** What a request says about who sent it, and what it asks for. */
@FunctionalInterface
public interface Evidence {
  /** The first value of a header, whatever the case of its name. */
  Optional<String> header(String name);

  /** The method of the request; empty if it is not told. */
  default String method() {
    return "";
  }

  /** The path of the request as it was sent, but decoded; empty if it is not told. */
  default String path() {
    return "";
  }
}
