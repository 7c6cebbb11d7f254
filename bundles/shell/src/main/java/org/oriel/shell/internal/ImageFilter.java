// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.TextColumn;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;

/** Which images a command lists: of all projects, hidden ones too, newest first. */
final class ImageFilter {
  private static final int MOST = 10_000;

  private final Map<TextColumn, Set<String>> texts = new EnumMap<>(TextColumn.class);

  ImageFilter status(@Nullable String word) {
    if (word != null) {
      try {
        return where(TextColumn.STATUS, ImageStatus.ofWord(word).word());
      } catch (IllegalArgumentException e) {
        throw new Refusal.Invalid("There is no status " + word + ".");
      }
    }
    return this;
  }

  ImageFilter name(@Nullable String name) {
    return where(TextColumn.NAME, name);
  }

  ImageFilter owner(@Nullable String owner) {
    return where(TextColumn.OWNER, owner);
  }

  private ImageFilter where(TextColumn column, @Nullable String value) {
    if (value != null) {
      texts.put(column, Set.of(value));
    }
    return this;
  }

  ImageQuery query(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new Refusal.Invalid("The limit is a number from 1 to " + MOST + ".");
    }
    return new ImageQuery(
        texts,
        List.of(),
        List.of(),
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        ImageQuery.VisibilityFilter.ALL,
        ImageQuery.MemberFilter.ALL,
        ImageQuery.DEFAULT.order(),
        Optional.empty(),
        limit);
  }
}
