// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.image.Attributes;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.task.TaskCatalogue;

/** What changed between two states of an image, applied to a third. */
record Difference(Image before, Image after) {
  /** Attributes of a record after the change, which keeps whatever did not change. */
  Attributes on(Attributes now) {
    Attributes old = before.attributes();
    Attributes wanted = after.attributes();
    Map<String, String> properties = new TreeMap<>(now.properties());
    old.properties().keySet().stream()
        .filter(name -> !wanted.properties().containsKey(name) && !name.equals(TaskCatalogue.LOCK))
        .forEach(properties::remove);
    wanted.properties().entrySet().stream()
        .filter(entry -> !entry.getValue().equals(old.properties().get(entry.getKey())))
        .filter(entry -> !entry.getKey().equals(TaskCatalogue.LOCK))
        .forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
    TreeSet<String> tags = new TreeSet<>(now.tags());
    tags.removeIf(tag -> old.tags().contains(tag) && !wanted.tags().contains(tag));
    wanted.tags().stream().filter(tag -> !old.tags().contains(tag)).forEach(tags::add);
    return new Attributes(
        pick(old.name(), wanted.name(), now.name()),
        pick(old.owner(), wanted.owner(), now.owner()),
        pick(old.visibility(), wanted.visibility(), now.visibility()),
        pick(old.diskFormat(), wanted.diskFormat(), now.diskFormat()),
        pick(old.containerFormat(), wanted.containerFormat(), now.containerFormat()),
        pick(old.minDisk(), wanted.minDisk(), now.minDisk()),
        pick(old.minRam(), wanted.minRam(), now.minRam()),
        pick(old.isProtected(), wanted.isProtected(), now.isProtected()),
        pick(old.hidden(), wanted.hidden(), now.hidden()),
        tags,
        properties);
  }

  /** Content of a record after the change. */
  Content on(Content now) {
    Content old = before.content();
    Content wanted = after.content();
    return new Content(
        pick(old.size(), wanted.size(), now.size()),
        pick(old.virtualSize(), wanted.virtualSize(), now.virtualSize()),
        pick(old.checksum(), wanted.checksum(), now.checksum()),
        pick(old.multihash(), wanted.multihash(), now.multihash()),
        locations(old.locations(), wanted.locations(), now.locations()));
  }

  private static List<ImageLocation> locations(
      List<ImageLocation> old, List<ImageLocation> wanted, List<ImageLocation> now) {
    Map<String, ImageLocation> byUrl = new LinkedHashMap<>();
    now.forEach(location -> byUrl.put(location.url(), location));
    List<ImageLocation> gone = new ArrayList<>(old);
    gone.removeIf(
        location -> wanted.stream().anyMatch(other -> other.url().equals(location.url())));
    gone.forEach(location -> byUrl.remove(location.url()));
    wanted.stream()
        .filter(location -> !old.contains(location))
        .forEach(location -> byUrl.put(location.url(), location));
    return List.copyOf(byUrl.values());
  }

  private static <T> T pick(T old, T wanted, T now) {
    return old.equals(wanted) ? now : wanted;
  }
}
