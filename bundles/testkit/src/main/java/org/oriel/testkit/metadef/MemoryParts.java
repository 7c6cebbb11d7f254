// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.metadef;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Part;
import org.oriel.metadef.PartCatalogue;

/** The parts of one kind, in memory. */
final class MemoryParts<T extends Part> implements PartCatalogue<T> {
  private final Class<T> kind;
  private final Object lock;
  private final Function<String, Map<String, T>> places;

  /**
   * @param places where the parts of a namespace are; refuses unknown ones
   */
  MemoryParts(Class<T> kind, Object lock, Function<String, Map<String, T>> places) {
    this.kind = kind;
    this.lock = lock;
    this.places = places;
  }

  @Override
  public List<T> of(String namespace) {
    synchronized (lock) {
      return List.copyOf(places.apply(namespace).values());
    }
  }

  @Override
  public Optional<T> find(String namespace, String name) {
    synchronized (lock) {
      return Optional.ofNullable(places.apply(namespace).get(name));
    }
  }

  @Override
  public void add(String namespace, List<T> parts) {
    synchronized (lock) {
      Map<String, T> place = places.apply(namespace);
      Map<String, T> with = new LinkedHashMap<>(place);
      add(kind, namespace, with, parts);
      place.putAll(with);
    }
  }

  @Override
  public void replaceAll(String namespace, List<T> parts) {
    synchronized (lock) {
      Map<String, T> place = places.apply(namespace);
      Map<String, T> other = new LinkedHashMap<>();
      add(kind, namespace, other, parts);
      place.clear();
      place.putAll(other);
    }
  }

  @Override
  public void change(String namespace, String name, T after) {
    synchronized (lock) {
      Map<String, T> place = places.apply(namespace);
      if (!place.containsKey(name)) {
        throw MetadefRefusals.noPart(kind, name);
      }
      if (!name.equals(after.name()) && place.containsKey(after.name())) {
        throw MetadefRefusals.partTaken(kind, namespace, after.name());
      }
      Map<String, T> changed = new LinkedHashMap<>();
      place.forEach(
          (key, part) ->
              changed.put(key.equals(name) ? after.name() : key, key.equals(name) ? after : part));
      place.clear();
      place.putAll(changed);
    }
  }

  @Override
  public boolean remove(String namespace, String name) {
    synchronized (lock) {
      return places.apply(namespace).remove(name) != null;
    }
  }

  @Override
  public void clear(String namespace) {
    synchronized (lock) {
      places.apply(namespace).clear();
    }
  }

  static <T extends Part> void add(
      Class<T> kind, String namespace, Map<String, T> place, List<T> parts) {
    for (T part : parts) {
      if (place.putIfAbsent(part.name(), part) != null) {
        throw MetadefRefusals.partExists(kind, namespace, part.name());
      }
    }
  }
}
