// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.metadef;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.NamespaceQuery;
import org.oriel.metadef.PartCatalogue;
import org.oriel.metadef.Property;
import org.oriel.metadef.ResourceType;
import org.oriel.metadef.ResourceTypeCatalogue;
import org.oriel.metadef.Tag;

/** Metadata definitions in memory. Names differ by case. */
public final class MemoryMetadefs implements MetadefCatalogue, ResourceTypeCatalogue {
  private final Object lock = new Object();
  private final Map<String, MemoryNamespace> namespaces = new LinkedHashMap<>();
  private final Map<String, ResourceType> types = new LinkedHashMap<>();

  @Override
  public void add(Definition definition) {
    synchronized (lock) {
      Namespace namespace = definition.namespace();
      if (namespaces.containsKey(namespace.name())) {
        throw MetadefRefusals.namespaceExists(namespace.name());
      }
      namespaces.put(namespace.name(), filled(definition));
      declareTypes(definition);
    }
  }

  @Override
  public Optional<Namespace> find(String namespace, Caller caller) {
    synchronized (lock) {
      return Optional.ofNullable(namespaces.get(namespace))
          .map(it -> it.namespace)
          .filter(it -> it.visibleTo(caller));
    }
  }

  @Override
  public List<Namespace> list(NamespaceQuery query, Caller caller) {
    synchronized (lock) {
      List<Namespace> all = new ArrayList<>();
      for (MemoryNamespace each : namespaces.values()) {
        if (each.namespace.visibleTo(caller)) {
          all.add(each.namespace);
        }
      }
      // stable: what was added first stays first among equals
      Comparator<Namespace> order = order(query.key());
      all.sort(order.thenComparing(it -> it.times().createdAt()));
      if (!query.ascending()) {
        java.util.Collections.reverse(all);
      }
      List<Namespace> rest =
          query
              .marker()
              .map(
                  marker -> {
                    int at = all.indexOf(get(marker).namespace);
                    if (at < 0) {
                      throw MetadefRefusals.noNamespace(marker);
                    }
                    return all.subList(at + 1, all.size());
                  })
              .orElse(all);
      return rest.stream().filter(it -> wanted(query, it)).limit(query.limit()).toList();
    }
  }

  private boolean wanted(NamespaceQuery query, Namespace namespace) {
    return query.isPublic().map(it -> it == namespace.isPublic()).orElse(true)
        && query
            .resourceTypes()
            .map(
                names ->
                    get(namespace.name()).associations.stream()
                        .anyMatch(it -> names.contains(it.type())))
            .orElse(true);
  }

  private Comparator<Namespace> order(NamespaceQuery.SortKey key) {
    List<String> added = new ArrayList<>(namespaces.keySet());
    return switch (key) {
      case ID -> Comparator.comparing(it -> added.indexOf(it.name()));
      case NAMESPACE -> Comparator.comparing(Namespace::name);
      case DISPLAY_NAME -> Comparator.comparing(it -> it.displayName().orElse(""));
      case DESCRIPTION -> Comparator.comparing(it -> it.description().orElse(""));
      case VISIBILITY -> Comparator.comparing(it -> it.isPublic() ? "public" : "private");
      case PROTECTED -> Comparator.comparing(Namespace::isProtected);
      case OWNER -> Comparator.comparing(Namespace::owner);
      case CREATED_AT -> Comparator.comparing(it -> it.times().createdAt());
      case UPDATED_AT -> Comparator.comparing(it -> it.times().updatedAt());
    };
  }

  @Override
  public void change(String namespace, Namespace after) {
    synchronized (lock) {
      MemoryNamespace there = get(namespace);
      rename(namespace, after.name(), there);
      there.namespace = after;
    }
  }

  @Override
  public void replace(String namespace, Definition after) {
    synchronized (lock) {
      get(namespace);
      MemoryNamespace other = filled(after);
      rename(namespace, after.namespace().name(), other);
      declareTypes(after);
    }
  }

  private void rename(String from, String to, MemoryNamespace now) {
    if (!from.equals(to) && namespaces.containsKey(to)) {
      throw MetadefRefusals.namespaceTaken(to);
    }
    Map<String, MemoryNamespace> renamed = new LinkedHashMap<>();
    namespaces.forEach(
        (name, each) -> renamed.put(name.equals(from) ? to : name, name.equals(from) ? now : each));
    namespaces.clear();
    namespaces.putAll(renamed);
  }

  @Override
  public boolean remove(String namespace) {
    synchronized (lock) {
      return namespaces.remove(namespace) != null;
    }
  }

  @Override
  public PartCatalogue<MetadefObject> objects() {
    return new MemoryParts<>(MetadefObject.class, lock, name -> get(name).objects);
  }

  @Override
  public PartCatalogue<Property> properties() {
    return new MemoryParts<>(Property.class, lock, name -> get(name).properties);
  }

  @Override
  public PartCatalogue<Tag> tags() {
    return new MemoryParts<>(Tag.class, lock, name -> get(name).tags);
  }

  @Override
  public ResourceTypeCatalogue resourceTypes() {
    return this;
  }

  @Override
  public List<ResourceType> all() {
    synchronized (lock) {
      return List.copyOf(types.values());
    }
  }

  @Override
  public void declare(Collection<ResourceType> wanted) {
    synchronized (lock) {
      wanted.forEach(type -> types.putIfAbsent(type.name(), type));
    }
  }

  @Override
  public Map<String, List<Association>> of(Collection<String> names) {
    synchronized (lock) {
      Map<String, List<Association>> result = new LinkedHashMap<>();
      for (String name : names) {
        MemoryNamespace there = namespaces.get(name);
        if (there != null && !there.associations.isEmpty()) {
          result.put(name, List.copyOf(there.associations));
        }
      }
      return result;
    }
  }

  @Override
  public void add(String namespace, Association association) {
    synchronized (lock) {
      associate(get(namespace), association);
      types.putIfAbsent(association.type(), type(association));
    }
  }

  @Override
  public boolean remove(String namespace, String type) {
    synchronized (lock) {
      return get(namespace).associations.removeIf(it -> it.type().equals(type));
    }
  }

  private MemoryNamespace get(String namespace) {
    MemoryNamespace there = namespaces.get(namespace);
    if (there == null) {
      throw MetadefRefusals.noNamespace(namespace);
    }
    return there;
  }

  private void declareTypes(Definition definition) {
    definition
        .associations()
        .forEach(association -> types.putIfAbsent(association.type(), type(association)));
  }

  private static ResourceType type(Association association) {
    return new ResourceType(association.type(), false, association.times());
  }

  private static MemoryNamespace filled(Definition definition) {
    MemoryNamespace made = new MemoryNamespace(definition.namespace());
    String name = definition.namespace().name();
    definition.associations().forEach(association -> associate(made, association));
    MemoryParts.add(MetadefObject.class, name, made.objects, definition.objects());
    MemoryParts.add(Property.class, name, made.properties, definition.properties());
    MemoryParts.add(Tag.class, name, made.tags, definition.tags());
    return made;
  }

  private static void associate(MemoryNamespace namespace, Association association) {
    if (namespace.associations.stream().anyMatch(it -> it.type().equals(association.type()))) {
      throw MetadefRefusals.associationExists(namespace.namespace.name(), association.type());
    }
    namespace.associations.add(association);
  }

  private static final class MemoryNamespace {
    Namespace namespace;
    final List<Association> associations = new ArrayList<>();
    final Map<String, MetadefObject> objects = new LinkedHashMap<>();
    final Map<String, Property> properties = new LinkedHashMap<>();
    final Map<String, Tag> tags = new LinkedHashMap<>();

    MemoryNamespace(Namespace namespace) {
      this.namespace = namespace;
    }
  }
}
