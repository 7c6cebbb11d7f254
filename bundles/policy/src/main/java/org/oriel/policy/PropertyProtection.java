// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy;

import java.util.Map;
import java.util.TreeMap;
import org.oriel.image.Caller;
import org.oriel.image.Image;

/** Who may do what with which custom property. */
public interface PropertyProtection {
  /** What can be done with a property. */
  enum Operation {
    CREATE,
    READ,
    UPDATE,
    DELETE
  }

  /** Whether a caller may do something with a property. */
  boolean allows(Operation operation, String property, Caller caller);

  /** An image without the properties that a caller may not read. */
  default Image shown(Image image, Caller caller) {
    Map<String, String> properties = image.attributes().properties();
    Map<String, String> readable = new TreeMap<>(properties);
    readable.keySet().removeIf(name -> !allows(Operation.READ, name, caller));
    return readable.size() == properties.size()
        ? image
        : image.with(image.attributes().withProperties(readable));
  }
}
