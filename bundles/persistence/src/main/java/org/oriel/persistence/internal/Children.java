// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oriel.image.ImageLocation;

/**
 * What hangs on a row of an image.
 *
 * @param members answers of the asking project; one or none
 */
record Children(
    Map<String, String> properties,
    Set<String> tags,
    List<ImageLocation> locations,
    List<String> members) {
  Children() {
    this(new HashMap<>(), new HashSet<>(), new ArrayList<>(), new ArrayList<>());
  }
}
