// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.metadef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.NamespaceQuery;
import org.oriel.metadef.PartCatalogue;
import org.oriel.metadef.Property;
import org.oriel.metadef.ResourceType;
import org.oriel.metadef.Tag;
import org.oriel.metadef.Times;

/** What every catalogue of metadata definitions promises. */
public abstract class MetadefCatalogueContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Times THEN = Times.of(NOON);
  private static final Caller RED = Caller.of("rose", "red", Set.of("member", "reader"));
  private static final Caller BLUE = Caller.of("bill", "blue", Set.of("member", "reader"));

  /** The records under test, empty when the test starts. */
  protected abstract MetadefCatalogue catalogue();

  /** Whether {@code a} and {@code A} are two names. */
  protected abstract boolean tellsCaseApart();

  private static Namespace namespace(String name, boolean isPublic, String owner, Times times) {
    return new Namespace(
        name,
        Optional.of("Title of " + name),
        Optional.of("über " + name),
        isPublic,
        false,
        owner,
        times);
  }

  private static Namespace namespace(String name) {
    return namespace(name, true, "red", THEN);
  }

  private static Definition empty(Namespace namespace) {
    return new Definition(namespace, List.of(), List.of(), List.of(), List.of());
  }

  private static Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("title", "Größe \"in\" \\ 日本");
    schema.put("enum", List.of("a", 2L, true, Optional.empty(), Map.of("deep", List.of(1L))));
    schema.put("minimum", -3L);
    schema.put("default", Optional.empty());
    schema.put("readonly", false);
    return schema;
  }

  private static Definition full(String name) {
    Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    properties.put("z", schema());
    properties.put("a", Map.of("type", "string", "title", "A"));
    return new Definition(
        namespace(name),
        List.of(
            new Association("OS::Glance::Image", Optional.of("hw_"), Optional.empty(), THEN),
            new Association("OS::Nova::Flavor", Optional.empty(), Optional.of("x"), THEN)),
        List.of(new Property("p2", schema(), THEN), new Property("p1", Map.of("type", "x"), THEN)),
        List.of(
            new MetadefObject("o2", Optional.of("words"), List.of("z", "a"), properties, THEN),
            new MetadefObject("o1", Optional.empty(), List.of(), Map.of(), THEN)),
        List.of(new Tag("t2", THEN), new Tag("t1", THEN)));
  }

  private void assertIs(Definition expected) {
    String name = expected.namespace().name();
    MetadefCatalogue there = catalogue();
    assertThat(there.find(name, Caller.SYSTEM)).contains(expected.namespace());
    assertThat(there.resourceTypes().of(List.of(name)).getOrDefault(name, List.of()))
        .containsExactlyInAnyOrderElementsOf(expected.associations());
    assertThat(there.properties().of(name)).isEqualTo(expected.properties());
    assertThat(there.objects().of(name)).isEqualTo(expected.objects());
    assertThat(there.tags().of(name)).isEqualTo(expected.tags());
  }

  private List<String> names(NamespaceQuery query, Caller caller) {
    return catalogue().list(query, caller).stream().map(Namespace::name).toList();
  }

  @Test
  @DisplayName("what was added comes back, with all that is in it, in its order")
  void addsEverything() {
    catalogue().add(full("one"));
    assertIs(full("one"));
    assertThat(catalogue().objects().of("one").get(0).properties().keySet())
        .containsExactly("z", "a");
    assertThat(catalogue().properties().find("one", "p2").orElseThrow().schema().keySet())
        .containsExactlyElementsOf(schema().keySet());
  }

  @Test
  @DisplayName("a second namespace of a name is a conflict")
  void refusesSecondNamespace() {
    catalogue().add(full("one"));
    assertThatThrownBy(() -> catalogue().add(empty(namespace("one"))))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("namespace=one already exists");
    assertIs(full("one"));
  }

  @Test
  @DisplayName("names differ by case, or do not, in all calls alike")
  void casesOfNames() {
    MetadefCatalogue there = catalogue();
    there.add(full("one"));
    assertThat(there.find("ONE", Caller.SYSTEM).isEmpty()).isEqualTo(tellsCaseApart());
    if (tellsCaseApart()) {
      there.add(empty(namespace("ONE")));
      there.tags().add("one", List.of(new Tag("T1", THEN)));
      assertThat(there.tags().of("one")).hasSize(3);
    } else {
      assertThatThrownBy(() -> there.add(empty(namespace("ONE"))))
          .isInstanceOf(Refusal.Conflict.class);
      assertThatThrownBy(() -> there.tags().add("one", List.of(new Tag("T1", THEN))))
          .isInstanceOf(Refusal.Conflict.class);
      assertThat(there.tags().find("ONE", "T1")).contains(new Tag("t1", THEN));
      assertThat(there.remove("One")).isTrue();
    }
  }

  @Test
  @DisplayName("nothing remains of a definition with two parts of a name")
  void addsAllOrNothing() {
    Definition twice =
        new Definition(
            namespace("one"),
            full("x").associations(),
            full("x").properties(),
            full("x").objects(),
            List.of(new Tag("t", THEN), new Tag("t", THEN)));
    assertThatThrownBy(() -> catalogue().add(twice))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("tag with name=t already exists in namespace=one");
    assertThat(catalogue().find("one", Caller.SYSTEM)).isEmpty();
    assertThat(catalogue().resourceTypes().all()).isEmpty();
    catalogue().add(empty(namespace("one")));
    assertIs(empty(namespace("one")));
  }

  @Test
  @DisplayName("a part of the same name in another namespace is another part")
  void partsBelongToTheirNamespace() {
    catalogue().add(full("one"));
    catalogue().add(full("two"));
    catalogue().properties().clear("one");
    assertThat(catalogue().properties().of("one")).isEmpty();
    assertThat(catalogue().properties().of("two")).hasSize(2);
  }

  @Test
  @DisplayName("a private namespace is there for its owner and administrators")
  void visibility() {
    catalogue().add(empty(namespace("open", true, "red", THEN)));
    catalogue().add(empty(namespace("closed", false, "red", THEN)));
    assertThat(catalogue().find("closed", RED)).isPresent();
    assertThat(catalogue().find("closed", Caller.SYSTEM)).isPresent();
    assertThat(catalogue().find("closed", BLUE)).isEmpty();
    assertThat(catalogue().find("open", BLUE)).isPresent();
    NamespaceQuery all = NamespaceQuery.all(10);
    assertThat(names(all, RED)).containsExactlyInAnyOrder("open", "closed");
    assertThat(names(all, BLUE)).containsExactly("open");
    assertThat(names(all, Caller.SYSTEM)).hasSize(2);
    assertThatThrownBy(() -> catalogue().list(all.after("closed"), BLUE))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  @DisplayName("lists are filtered by visibility and by resource types")
  void filters() {
    catalogue().add(full("typed"));
    catalogue().add(empty(namespace("open", true, "red", THEN)));
    catalogue().add(empty(namespace("closed", false, "blue", THEN)));
    assertThat(names(filtered(Optional.of(true), Optional.empty()), Caller.SYSTEM))
        .containsExactly("open", "typed");
    assertThat(names(filtered(Optional.of(false), Optional.empty()), Caller.SYSTEM))
        .containsExactly("closed");
    assertThat(names(filtered(Optional.of(false), Optional.empty()), RED)).isEmpty();
    assertThat(
            names(
                filtered(Optional.empty(), Optional.of(Set.of("OS::Nova::Flavor", "OS::No"))),
                Caller.SYSTEM))
        .containsExactly("typed");
    assertThat(names(filtered(Optional.empty(), Optional.of(Set.of("no"))), Caller.SYSTEM))
        .isEmpty();
    assertThat(names(filtered(Optional.empty(), Optional.of(Set.of())), Caller.SYSTEM)).isEmpty();
  }

  private static NamespaceQuery filtered(
      Optional<Boolean> isPublic, Optional<Set<String>> resourceTypes) {
    return new NamespaceQuery(
        isPublic, resourceTypes, NamespaceQuery.SortKey.NAMESPACE, true, Optional.empty(), 10);
  }

  @ParameterizedTest
  @EnumSource(NamespaceQuery.SortKey.class)
  @DisplayName("pages by any key are the whole list, without gaps and repetitions")
  void pages(NamespaceQuery.SortKey key) {
    for (int i = 0; i < 7; i++) {
      Times times = new Times(NOON.plusSeconds(i % 3), NOON.plusSeconds(100 - i % 2));
      Optional<String> text = i % 2 == 0 ? Optional.empty() : Optional.of("text " + i % 3);
      catalogue()
          .add(
              empty(
                  new Namespace(
                      "n" + (i * 5) % 7, text, text, i % 2 == 0, i % 3 == 0, "p" + i % 2, times)));
    }
    for (boolean ascending : List.of(true, false)) {
      NamespaceQuery whole =
          new NamespaceQuery(
              Optional.empty(), Optional.empty(), key, ascending, Optional.empty(), 100);
      List<String> expected = names(whole, Caller.SYSTEM);
      assertThat(expected).hasSize(7).doesNotHaveDuplicates();
      NamespaceQuery page =
          new NamespaceQuery(
              Optional.empty(), Optional.empty(), key, ascending, Optional.empty(), 2);
      List<String> pages = new ArrayList<>(names(page, Caller.SYSTEM));
      for (int i = 0; i < 4 && !pages.isEmpty(); i++) {
        pages.addAll(names(page.after(pages.get(pages.size() - 1)), Caller.SYSTEM));
      }
      assertThat(pages).isEqualTo(expected);
    }
    assertThat(catalogue().list(NamespaceQuery.all(0), Caller.SYSTEM)).isEmpty();
    assertThatThrownBy(() -> catalogue().list(NamespaceQuery.all(1).after("none"), Caller.SYSTEM))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  @DisplayName("without a key the newest comes first, among equals the one added last")
  void defaultOrder() {
    catalogue().add(empty(namespace("a")));
    catalogue().add(empty(namespace("c")));
    catalogue().add(empty(namespace("b")));
    Times later = Times.of(NOON.plus(Duration.ofHours(1)));
    catalogue().add(empty(namespace("later", true, "red", later)));
    assertThat(names(NamespaceQuery.all(10), Caller.SYSTEM))
        .containsExactly("later", "b", "c", "a");
  }

  @Test
  @DisplayName("a namespace changes, its content stays")
  void changesNamespace() {
    catalogue().add(full("one"));
    catalogue().add(full("two"));
    Namespace after =
        new Namespace(
            "three",
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            "blue",
            THEN.changed(NOON.plusSeconds(5)));
    catalogue().change("one", after);
    assertIs(full("one").in(after));
    assertThat(catalogue().find("one", Caller.SYSTEM)).isEmpty();
    assertThatThrownBy(() -> catalogue().change("two", after))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("three");
    assertThatThrownBy(() -> catalogue().change("none", namespace("none")))
        .isInstanceOf(Refusal.NotFound.class);
    assertIs(full("two"));
  }

  @Test
  @DisplayName("content is replaced, all or nothing")
  void replaces() {
    catalogue().add(full("one"));
    Definition other =
        new Definition(
            namespace("one"),
            List.of(new Association("New", Optional.empty(), Optional.empty(), THEN)),
            List.of(new Property("p2", Map.of("type", "string"), THEN)),
            List.of(),
            List.of(new Tag("t1", THEN)));
    catalogue().replace("one", other);
    assertIs(other);
    Definition broken =
        new Definition(
            namespace("one"),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Tag("x", THEN), new Tag("x", THEN)));
    assertThatThrownBy(() -> catalogue().replace("one", broken))
        .isInstanceOf(Refusal.Conflict.class);
    assertIs(other);
    assertThatThrownBy(() -> catalogue().replace("none", full("none")))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  @DisplayName("a removed namespace is gone with all that was in it, and its name is free")
  void removes() {
    catalogue().add(full("one"));
    assertThat(catalogue().remove("one")).isTrue();
    assertThat(catalogue().remove("one")).isFalse();
    assertThat(catalogue().find("one", Caller.SYSTEM)).isEmpty();
    assertThat(catalogue().resourceTypes().of(List.of("one"))).isEmpty();
    assertThatThrownBy(() -> catalogue().tags().of("one")).isInstanceOf(Refusal.NotFound.class);
    catalogue().add(empty(namespace("one")));
    assertIs(empty(namespace("one")));
    assertThat(catalogue().resourceTypes().all()).hasSize(2);
  }

  @Test
  @DisplayName("parts are found, changed, renamed and removed")
  void changesParts() {
    catalogue().add(full("one"));
    PartCatalogue<Property> properties = catalogue().properties();
    Property after = new Property("p9", Map.of("title", "other"), THEN);
    properties.change("one", "p1", after);
    assertThat(properties.find("one", "p9")).contains(after);
    assertThat(properties.find("one", "p1")).isEmpty();
    assertThatThrownBy(() -> properties.change("one", "p2", after))
        .isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(() -> properties.change("one", "p1", after))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessageContaining("Could not find property p1");
    assertThat(properties.remove("one", "p9")).isTrue();
    assertThat(properties.remove("one", "p9")).isFalse();
    assertThat(properties.of("one")).extracting(Property::name).containsExactly("p2");
  }

  @Test
  @DisplayName("several parts are added all or none, or put in place of others")
  void addsParts() {
    catalogue().add(full("one"));
    PartCatalogue<Tag> tags = catalogue().tags();
    assertThatThrownBy(() -> tags.add("one", List.of(new Tag("t0", THEN), new Tag("t1", THEN))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(tags.of("one")).extracting(Tag::name).containsExactly("t2", "t1");
    tags.add("one", List.of(new Tag("t0", THEN)));
    assertThat(tags.of("one")).extracting(Tag::name).containsExactly("t2", "t1", "t0");
    assertThatThrownBy(
            () -> tags.replaceAll("one", List.of(new Tag("a", THEN), new Tag("a", THEN))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(tags.of("one")).hasSize(3);
    tags.replaceAll("one", List.of(new Tag("t1", THEN), new Tag("a", THEN)));
    assertThat(tags.of("one")).extracting(Tag::name).containsExactly("t1", "a");
    tags.clear("one");
    assertThat(tags.of("one")).isEmpty();
  }

  @Test
  @DisplayName("parts of a namespace that is not there are refused")
  void refusesPartsOfNothing() {
    PartCatalogue<Tag> tags = catalogue().tags();
    Tag tag = new Tag("t", THEN);
    List<Callable<?>> calls =
        List.of(
            () -> tags.of("none"),
            () -> tags.find("none", "t"),
            () -> tags.remove("none", "t"),
            () -> catalogue().resourceTypes().remove("none", "t"));
    for (Callable<?> call : calls) {
      assertThatThrownBy(call::call)
          .isInstanceOf(Refusal.NotFound.class)
          .hasMessageContaining("namespace=none was not found");
    }
    assertThatThrownBy(() -> tags.add("none", List.of(tag))).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> tags.replaceAll("none", List.of(tag)))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> tags.change("none", "t", tag)).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> tags.clear("none")).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(
            () ->
                catalogue()
                    .resourceTypes()
                    .add("none", new Association("t", Optional.empty(), Optional.empty(), THEN)))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  @DisplayName("associations make their types known, and types outlive them")
  void associates() {
    catalogue().add(empty(namespace("one")));
    catalogue().add(empty(namespace("two")));
    catalogue().resourceTypes().declare(List.of(new ResourceType("Known", true, THEN)));
    Association known = new Association("Known", Optional.of("k_"), Optional.empty(), THEN);
    Association fresh = new Association("Fresh", Optional.empty(), Optional.of("t"), THEN);
    catalogue().resourceTypes().add("one", known);
    catalogue().resourceTypes().add("one", fresh);
    catalogue().resourceTypes().add("two", fresh);
    assertThat(catalogue().resourceTypes().of(List.of("one", "two", "none")))
        .containsOnlyKeys("one", "two")
        .containsEntry("two", List.of(fresh));
    assertThatThrownBy(() -> catalogue().resourceTypes().add("one", fresh))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("resource-type=Fresh to namespace=one already exists");
    assertThat(catalogue().resourceTypes().remove("one", "Fresh")).isTrue();
    assertThat(catalogue().resourceTypes().remove("one", "Fresh")).isFalse();
    assertThat(catalogue().resourceTypes().of(List.of("one"))).containsEntry("one", List.of(known));
    assertThat(catalogue().resourceTypes().all())
        .containsExactly(
            new ResourceType("Known", true, THEN), new ResourceType("Fresh", false, THEN));
  }

  @Test
  @DisplayName("of many who add the same tag at once one succeeds, the others are refused")
  void addsOnce() throws Exception {
    catalogue().add(empty(namespace("one")));
    MetadefCatalogue there = catalogue();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    List<Throwable> refused = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 6; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  there.tags().add("one", List.of(new Tag("t", THEN)));
                } catch (InterruptedException | RuntimeException e) {
                  refused.add(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(refused).hasSize(5).allMatch(it -> it instanceof Refusal.Conflict);
    assertThat(there.tags().of("one")).hasSize(1);
  }
}
