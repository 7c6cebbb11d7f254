// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.VisibilityFilter;
import org.oriel.image.Visibility;

/**
 * Which images a caller may see in a list, as conditions of which at most one holds for an image.
 * Each of them has an index to walk; the one condition "mine, or public, or shared with me" has
 * none.
 */
final class Sight {
  private final ImageQuery query;
  private final Caller caller;

  Sight(ImageQuery query, Caller caller) {
    this.query = query;
    this.caller = caller;
  }

  /** The conditions; none if the caller can see nothing. */
  List<Part> parts() {
    Optional<Visibility> only =
        switch (query.visibility()) {
          case DEFAULT, ALL -> Optional.empty();
          case PUBLIC -> Optional.of(Visibility.PUBLIC);
          case PRIVATE -> Optional.of(Visibility.PRIVATE);
          case SHARED -> Optional.of(Visibility.SHARED);
          case COMMUNITY -> Optional.of(Visibility.COMMUNITY);
        };
    return caller.isAdmin() ? List.of(administrators(only)) : users(only);
  }

  private Part administrators(Optional<Visibility> only) {
    if (only.isPresent()) {
      return new Part(Kind.VISIBILITY, is(only.get()));
    }
    if (query.visibility() == VisibilityFilter.ALL) {
      return new Part(Kind.ALL, Condition.of("1 = 1"));
    }
    List<Condition> ways = new ArrayList<>();
    ways.add(Condition.of("i.visibility <> ?", Visibility.COMMUNITY.word()));
    caller.project().ifPresent(project -> ways.add(Condition.of("i.owner = ?", project)));
    return new Part(Kind.ALL, Condition.any(ways));
  }

  private List<Part> users(Optional<Visibility> only) {
    boolean byDefault = query.visibility() == VisibilityFilter.DEFAULT;
    List<Part> parts = new ArrayList<>();
    caller
        .project()
        .map(project -> Condition.of("i.owner = ?", project))
        .ifPresent(
            own -> parts.add(new Part(Kind.OWN, only.map(it -> own.and(is(it))).orElse(own))));
    for (Visibility each : List.of(Visibility.PUBLIC, Visibility.COMMUNITY)) {
      if (only.map(each::equals).orElse(!byDefault || each == Visibility.PUBLIC)) {
        parts.add(new Part(Kind.VISIBILITY, notOwn(is(each))));
      }
    }
    if (only.map(Visibility.SHARED::equals).orElse(true)) {
      caller.project().ifPresent(project -> parts.add(shared(project)));
    }
    return parts;
  }

  private Part shared(String project) {
    Condition member = Condition.of("m.member = ? AND m.deleted = FALSE", project);
    if (query.memberStatus() != ImageQuery.MemberFilter.ALL) {
      String status = query.memberStatus().name().toLowerCase(Locale.ROOT);
      member = member.and(Condition.of("m.status = ?", status));
    }
    Condition shared =
        member
            .within("i.id IN (SELECT m.image_id FROM image_members m WHERE ", ")")
            .and(is(Visibility.SHARED));
    return new Part(Kind.SHARED, notOwn(shared));
  }

  private Condition notOwn(Condition condition) {
    return caller
        .project()
        .map(it -> condition.and(Condition.of("(i.owner <> ? OR i.owner IS NULL)", it)))
        .orElse(condition);
  }

  private static Condition is(Visibility visibility) {
    return Condition.of("i.visibility = ?", visibility.word());
  }

  /** By what a part finds its images. */
  enum Kind {
    ALL,
    OWN,
    VISIBILITY,
    SHARED
  }

  /** One condition. */
  record Part(Kind kind, Condition condition) {}
}
