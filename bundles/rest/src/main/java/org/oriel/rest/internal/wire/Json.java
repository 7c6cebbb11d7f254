// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A result that writes itself as JSON. */
@FunctionalInterface
public interface Json {
  void write(JsonGenerator out) throws IOException;
}
