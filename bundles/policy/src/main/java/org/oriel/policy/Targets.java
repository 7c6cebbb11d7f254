// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy;

import java.util.HashMap;
import java.util.Map;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Visibility;

/** The facts of a thing that rules may look at; absent facts have no key. */
public final class Targets {
  private Targets() {}

  /** An existing image: its attributes, its custom properties, its owner as {@code project_id}. */
  public static Map<String, Object> of(Image image, Caller caller) {
    Attributes attributes = image.attributes();
    Map<String, Object> target = new HashMap<>(attributes.properties());
    target.put("id", image.id());
    target.put("image_id", image.id());
    target.put("status", image.status().word());
    target.put("visibility", attributes.visibility().word());
    target.put("protected", attributes.isProtected());
    target.put("os_hidden", attributes.hidden());
    target.put("min_disk", attributes.minDisk());
    target.put("min_ram", attributes.minRam());
    target.put("tags", attributes.tags());
    attributes.name().ifPresent(name -> target.put("name", name));
    attributes.diskFormat().ifPresent(format -> target.put("disk_format", format));
    attributes.containerFormat().ifPresent(format -> target.put("container_format", format));
    attributes.owner().ifPresent(owner -> putOwner(target, owner));
    if (attributes.visibility() == Visibility.SHARED && !image.ownedBy(caller)) {
      caller.project().ifPresent(project -> target.put("member_id", project));
    }
    return target;
  }

  /** An image that is about to be created by a caller. */
  public static Map<String, Object> ofNew(Attributes attributes, Visibility visibility) {
    Map<String, Object> target = new HashMap<>();
    attributes.owner().ifPresent(owner -> putOwner(target, owner));
    target.put("visibility", visibility.word());
    return target;
  }

  private static void putOwner(Map<String, Object> target, String owner) {
    target.put("owner", owner);
    target.put("project_id", owner);
  }
}
