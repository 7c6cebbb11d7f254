// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageStatus;
import org.oriel.image.Member;
import org.oriel.image.Visibility;

/** On random records the catalogue agrees with the rules as they stand in the domain. */
public interface RandomContract extends CatalogueFixture {
  /** How many catalogues, images, and queries; the seed is in the message of a failure. */
  int CATALOGUES = 3;

  int IMAGES = 60;

  int QUERIES = 250;

  @RepeatedTest(CATALOGUES)
  @DisplayName("what is listed and what is found is what the domain says")
  default void seen() {
    long seed = new Random().nextLong();
    Records records = new Records(open(), new Random(seed));
    for (Caller caller : Records.CALLERS) {
      List<String> listed =
          records.images.stream()
              .filter(image -> image.listedFor(caller, records.answer(image, caller).isPresent()))
              .map(Image::id)
              .toList();
      assertThat(records.here.images().list(Samples.all(), caller))
          .as("seed %d, %s", seed, caller)
          .extracting(Image::id)
          .containsExactlyElementsOf(listed);
      for (Image image : records.images) {
        assertThat(records.here.images().find(image.id(), caller).isPresent())
            .as("seed %d, %s, %s", seed, caller, image)
            .isEqualTo(image.visibleTo(caller, records.answer(image, caller).isPresent()));
      }
    }
  }

  @RepeatedTest(CATALOGUES)
  @DisplayName("random queries give what a plain reading of them gives")
  default void queries() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Records records = new Records(open(), random);
    for (int i = 0; i < QUERIES; i++) {
      ImageQuery query = records.query();
      Caller caller = records.any(Records.CALLERS);
      Selection selection = new Selection(query, caller);
      Optional<Image> marker =
          query.marker().map(id -> records.here.images().find(id, caller).orElseThrow());
      List<Image> expected =
          records.images.stream()
              .filter(image -> selection.includes(image, records.answer(image, caller)))
              .filter(
                  image -> marker.isEmpty() || selection.order().compare(image, marker.get()) > 0)
              .sorted(selection.order())
              .limit(query.limit())
              .toList();
      assertThat(records.here.images().list(query, caller))
          .as("seed %d, query %d, %s, %s", seed, i, query, caller)
          .isEqualTo(expected);
    }
  }

  @RepeatedTest(CATALOGUES)
  @DisplayName("pages of random queries join to the whole list, whatever their size")
  default void pages() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Records records = new Records(open(), random);
    for (int i = 0; i < QUERIES / 5; i++) {
      Caller caller = records.any(Records.CALLERS);
      Draft draft = new Draft(records.query()).marker(Optional.empty());
      List<Image> whole = records.here.images().list(draft.limit(1000).query(), caller);
      List<Image> joined = new ArrayList<>();
      Draft page = draft.limit(1 + random.nextInt(9));
      for (Optional<Image> last = Optional.empty(); joined.size() <= whole.size(); ) {
        ImageQuery query = page.marker(last.map(Image::id)).query();
        List<Image> next = records.here.images().list(query, caller);
        if (next.isEmpty()) {
          break;
        }
        joined.addAll(next);
        last = Optional.of(next.get(next.size() - 1));
      }
      assertThat(joined)
          .as("seed %d, query %d, %s, %s", seed, i, page.query(), caller)
          .isEqualTo(whole);
    }
  }

  /** Random images, members and queries over a small set of words, so that things coincide. */
  final class Records {
    static final List<Caller> CALLERS =
        List.of(Samples.ALICE, Samples.BOB, Samples.NOBODY, Samples.ADMIN, Caller.SYSTEM);
    private static final List<String> WORDS = List.of("a", "b", "c");
    private static final List<ImageStatus> LIVING =
        List.of(
            ImageStatus.QUEUED, ImageStatus.ACTIVE, ImageStatus.DEACTIVATED, ImageStatus.SAVING);

    final Catalogues here;
    final List<Image> images = new ArrayList<>();
    private final Random random;
    private final Map<String, Map<String, Member.Status>> answers = new HashMap<>();

    Records(Catalogues here, Random random) {
      this.here = here;
      this.random = random;
      for (int i = 0; i < IMAGES; i++) {
        Image image = image(i);
        here.images().add(image);
        images.add(image);
        for (String project : List.of("alices", "bobs", "admins")) {
          if (random.nextInt(3) == 0) {
            Member.Status status = any(List.of(Member.Status.values()));
            here.members().add(Samples.member(i, project, status));
            if (random.nextInt(4) == 0) {
              here.members().remove(image.id(), project);
              continue;
            }
            answers.computeIfAbsent(image.id(), id -> new HashMap<>()).put(project, status);
          }
        }
      }
    }

    Optional<Member.Status> answer(Image image, Caller caller) {
      return caller
          .project()
          .flatMap(it -> Optional.ofNullable(answers.getOrDefault(image.id(), Map.of()).get(it)));
    }

    <T> T any(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    private Optional<String> maybe(List<String> choices) {
      return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(any(choices));
    }

    private OptionalLong number() {
      return random.nextInt(4) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextInt(4));
    }

    private Set<String> words() {
      Set<String> words = new HashSet<>(WORDS);
      words.removeIf(word -> random.nextBoolean());
      return words;
    }

    private Map<String, String> pairs() {
      Map<String, String> pairs = new HashMap<>();
      words().forEach(word -> pairs.put(word, any(WORDS)));
      return pairs;
    }

    private Image image(int i) {
      Attributes attributes =
          new Attributes(
              maybe(List.of("", "a", "b", "c")),
              maybe(List.of("alices", "bobs", "admins", "zoes")),
              any(List.of(Visibility.values())),
              maybe(WORDS),
              maybe(WORDS),
              random.nextInt(3),
              random.nextInt(3),
              random.nextBoolean(),
              random.nextInt(4) == 0,
              words(),
              pairs());
      Content content = new Content(number(), number(), maybe(WORDS), Optional.empty(), List.of());
      return Image.recorded(
          Samples.id(i),
          any(LIVING),
          attributes,
          content,
          Samples.later(random.nextInt(5)),
          Samples.later(10 + random.nextInt(5)));
    }

    ImageQuery query() {
      Draft draft =
          Draft.of()
              .visibility(any(List.of(ImageQuery.VisibilityFilter.values())))
              .members(any(List.of(ImageQuery.MemberFilter.values())))
              .limit(random.nextInt(12));
      for (int i = random.nextInt(3); i > 0; i--) {
        draft = filtered(draft);
      }
      List<ImageQuery.SortKey> keys = new ArrayList<>(List.of(ImageQuery.SortKey.values()));
      Collections.shuffle(keys, random);
      for (int i = random.nextInt(4); i > 0; i--) {
        draft = draft.sort(keys.get(i), any(List.of(ImageQuery.Direction.values())));
      }
      // public images are seen by all callers
      List<String> everybodys =
          images.stream()
              .filter(image -> image.attributes().visibility() == Visibility.PUBLIC)
              .map(Image::id)
              .toList();
      return random.nextBoolean() || everybodys.isEmpty()
          ? draft.query()
          : draft.marker(Optional.of(any(everybodys))).query();
    }

    private Draft filtered(Draft draft) {
      return switch (random.nextInt(7)) {
        case 0 ->
            draft.text(
                any(
                    List.of(
                        ImageQuery.TextColumn.NAME,
                        ImageQuery.TextColumn.DISK_FORMAT,
                        ImageQuery.TextColumn.CHECKSUM)),
                words().toArray(String[]::new));
        case 1 ->
            draft.range(
                any(List.of(ImageQuery.NumberColumn.values())),
                random.nextInt(2),
                random.nextInt(4));
        case 2 ->
            draft.time(
                any(List.of(ImageQuery.TimeColumn.values())),
                any(List.of(ImageQuery.Operator.values())),
                Samples.later(random.nextInt(15)));
        case 3 -> draft.property(any(WORDS), any(WORDS));
        case 4 -> draft.tag(any(WORDS));
        case 5 -> draft.protect(random.nextBoolean());
        default -> draft.hide(random.nextBoolean());
      };
    }
  }
}
