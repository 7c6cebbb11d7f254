// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.oriel.image.Caller;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.Direction;
import org.oriel.image.ImageQuery.MemberFilter;
import org.oriel.image.ImageQuery.Sort;
import org.oriel.image.ImageQuery.SortKey;
import org.oriel.image.ImageQuery.TextColumn;
import org.oriel.image.ImageQuery.VisibilityFilter;

/**
 * Measures lists on a large catalogue and says which indexes carry them. Not part of a build; see
 * docs/performance.md for how to run it.
 */
@EnabledIfSystemProperty(named = "scale.database", matches = ".+")
class ScaleReport {
  private static final Caller ADMIN = Caller.of("root", "admins", Set.of("admin")).withAdmin(true);
  private static final List<Caller> CALLERS =
      List.of(
          ADMIN,
          Caller.of("u", ScaleMaker.USER, Set.of("reader")),
          Caller.of("c", ScaleMaker.CROWD, Set.of("reader")),
          Caller.of("m", ScaleMaker.MEMBER, Set.of("reader")));
  private static final Pattern INDEX = Pattern.compile("/\\* (?:PUBLIC\\.)?([A-Z_0-9a-z]+)[ :]");

  private final StringBuilder report = new StringBuilder();

  @Test
  @DisplayName("lists of a large catalogue")
  void report() throws Exception {
    int count = Integer.getInteger("scale.images", 10_000);
    Settings settings = Settings.of(Map.of("connection", System.getProperty("scale.database")));
    try (Database database = Database.open(settings)) {
      fill(database, settings.flavour(), count);
      ImageCatalogue images = Tables.open(database, "scale", Clock.systemUTC()).images();
      String middle = middle(database);
      say("| list | caller | 25 ms | 25 after a deep marker | 1000 | indexes |");
      say("|---|---|---:|---:|---:|---|");
      for (Map.Entry<String, ImageQuery> each : queries().entrySet()) {
        for (Caller caller : CALLERS) {
          ImageQuery query = each.getValue();
          Set<String> indexes = new LinkedHashSet<>();
          String line =
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %s | %s | %s | %s |",
                  each.getKey(),
                  caller.project().orElseThrow(),
                  time(database, settings.flavour(), images, query, caller, indexes),
                  time(database, settings.flavour(), images, after(query, middle), caller, indexes),
                  time(database, settings.flavour(), images, limited(query, 1000), caller, indexes),
                  String.join(", ", indexes));
          say(line);
        }
      }
    }
    Files.writeString(Path.of(System.getProperty("scale.out", "target/scale.md")), report);
    assertThat(report.toString().lines().count()).isGreaterThan(20);
  }

  private void say(String line) {
    report.append(line).append('\n');
  }

  private void fill(Database database, Flavour flavour, int count) throws Exception {
    try (Connection connection = database.source().getConnection()) {
      if (Jdbc.select(connection, "SELECT COUNT(*) FROM images", List.of(), row -> row.getLong(1))
              .get(0)
          > 0) {
        return;
      }
      String script =
          Files.readString(
              Path.of(
                  "src/main/resources/db/migration",
                  flavour.name().toLowerCase(Locale.ROOT),
                  "V5__list_indexes.sql"));
      Matcher index = Pattern.compile("CREATE INDEX (\\w+) ON (\\w+) .*?;").matcher(script);
      Map<String, String> indexes = new LinkedHashMap<>();
      while (index.find()) {
        indexes.put(
            index.group(),
            "DROP INDEX "
                + index.group(1)
                + (flavour == Flavour.MARIADB ? " ON " + index.group(2) : ""));
      }
      for (String drop : indexes.values()) {
        Jdbc.execute(connection, drop, List.of());
      }
      long start = System.nanoTime();
      new ScaleMaker(connection).make(count);
      say("Filled in " + seconds(start) + " s.");
      start = System.nanoTime();
      for (String create : indexes.keySet()) {
        Jdbc.execute(connection, create, List.of());
      }
      say("Indexed in " + seconds(start) + " s.");
      String analyze =
          flavour == Flavour.H2
              ? "ANALYZE"
              : "ANALYZE TABLE images, image_properties, image_tags, image_members, image_locations";
      try (Statement statement = connection.createStatement()) {
        statement.execute(analyze);
      }
    }
  }

  private static long seconds(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  /** A public image, half way through all in time. */
  private static String middle(Database database) throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      List<String> publics =
          Jdbc.select(
              connection,
              "SELECT id FROM images WHERE visibility = 'public' AND deleted = FALSE"
                  + " AND name IS NOT NULL AND size > 0 ORDER BY created_at",
              List.of(),
              row -> row.getString(1));
      return publics.get(publics.size() / 2);
    }
  }

  private static String time(
      Database database,
      Flavour flavour,
      ImageCatalogue images,
      ImageQuery query,
      Caller caller,
      Set<String> indexes)
      throws SQLException {
    long[] times = new long[9];
    int done = 0;
    long begin = System.nanoTime();
    while (done < times.length && (done < 1 || System.nanoTime() - begin < 2_000_000_000L)) {
      long start = System.nanoTime();
      images.list(query, caller);
      times[done++] = System.nanoTime() - start;
    }
    explain(database, flavour, query, caller, indexes);
    Arrays.sort(times, 0, done);
    return String.format(Locale.ROOT, "%.1f", times[done / 2] / 1e6);
  }

  private static void explain(
      Database database, Flavour flavour, ImageQuery query, Caller caller, Set<String> indexes)
      throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      Optional<ImageRow> marker =
          query.marker().isEmpty()
              ? Optional.empty()
              : ImageReader.row(connection, query.marker().get());
      Optional<Condition> statement = new ImageList(query, caller, flavour).statement(marker);
      if (statement.isEmpty()) {
        return;
      }
      List<String> plan =
          Jdbc.select(
              connection,
              "EXPLAIN " + statement.get().text(),
              statement.get().values(),
              row ->
                  flavour == Flavour.H2
                      ? row.getString(1)
                      : key(row.getString(6), row.getString(10)));
      if (flavour == Flavour.MARIADB) {
        plan.stream().filter(key -> !key.isEmpty()).forEach(indexes::add);
      } else {
        Matcher index = INDEX.matcher(plan.get(0));
        while (index.find()) {
          indexes.add(index.group(1).toLowerCase(Locale.ROOT));
        }
        indexes.add(plan.get(0).contains("index sorted") ? "sorted" : "sorts");
      }
    }
  }

  private static String key(String key, String extra) {
    return key == null ? "" : extra != null && extra.contains("filesort") ? key + " (sorts)" : key;
  }

  private static Map<String, ImageQuery> queries() {
    Map<String, ImageQuery> queries = new LinkedHashMap<>();
    queries.put("newest first (the default)", ImageQuery.DEFAULT);
    queries.put("by name", ordered(SortKey.NAME, Direction.ASC, Direction.ASC));
    queries.put("by name, then newest", ordered(SortKey.NAME, Direction.ASC, Direction.DESC));
    queries.put("by size, greatest first", ordered(SortKey.SIZE, Direction.DESC, Direction.DESC));
    queries.put("by change", ordered(SortKey.UPDATED_AT, Direction.DESC, Direction.DESC));
    queries.put("by status", ordered(SortKey.STATUS, Direction.ASC, Direction.ASC));
    queries.put("by disk format", ordered(SortKey.DISK_FORMAT, Direction.ASC, Direction.ASC));
    queries.put("of one name", text(TextColumn.NAME, "debian-12"));
    queries.put("queued ones", text(TextColumn.STATUS, "queued"));
    queries.put("of one owner", text(TextColumn.OWNER, ScaleMaker.USER));
    queries.put("with a tag of many", tagged("gold"));
    queries.put("with a tag of few", tagged("team-5"));
    queries.put("with a property of many", with("os_distro", "debian"));
    queries.put("with a property of one", with("serial", "serial-77"));
    queries.put("visibility=public", seen(VisibilityFilter.PUBLIC));
    queries.put("visibility=community", seen(VisibilityFilter.COMMUNITY));
    queries.put("visibility=shared", seen(VisibilityFilter.SHARED));
    queries.put("visibility=all", seen(VisibilityFilter.ALL));
    return queries;
  }

  private static ImageQuery ordered(SortKey key, Direction direction, Direction rest) {
    return changed(
        ImageQuery.DEFAULT,
        Map.of(),
        Map.of(),
        Set.of(),
        VisibilityFilter.DEFAULT,
        List.of(
            new Sort(key, direction),
            new Sort(SortKey.CREATED_AT, rest),
            new Sort(SortKey.ID, rest)),
        Optional.empty(),
        25);
  }

  private static ImageQuery text(TextColumn column, String text) {
    return filtered(Map.of(column, Set.of(text)), Map.of(), Set.of(), VisibilityFilter.DEFAULT);
  }

  private static ImageQuery tagged(String tag) {
    return filtered(Map.of(), Map.of(), Set.of(tag), VisibilityFilter.DEFAULT);
  }

  private static ImageQuery with(String property, String text) {
    return filtered(Map.of(), Map.of(property, text), Set.of(), VisibilityFilter.DEFAULT);
  }

  private static ImageQuery seen(VisibilityFilter visibility) {
    return filtered(Map.of(), Map.of(), Set.of(), visibility);
  }

  private static ImageQuery filtered(
      Map<TextColumn, Set<String>> texts,
      Map<String, String> properties,
      Set<String> tags,
      VisibilityFilter visibility) {
    return changed(
        ImageQuery.DEFAULT,
        texts,
        properties,
        tags,
        visibility,
        ImageQuery.DEFAULT.order(),
        Optional.empty(),
        25);
  }

  private static ImageQuery after(ImageQuery query, String marker) {
    return changed(
        query,
        query.texts(),
        query.properties(),
        query.tags(),
        query.visibility(),
        query.order(),
        Optional.of(marker),
        query.limit());
  }

  private static ImageQuery limited(ImageQuery query, int limit) {
    return changed(
        query,
        query.texts(),
        query.properties(),
        query.tags(),
        query.visibility(),
        query.order(),
        query.marker(),
        limit);
  }

  private static ImageQuery changed(
      ImageQuery query,
      Map<TextColumn, Set<String>> texts,
      Map<String, String> properties,
      Set<String> tags,
      VisibilityFilter visibility,
      List<Sort> order,
      Optional<String> marker,
      int limit) {
    return new ImageQuery(
        texts,
        query.numbers(),
        query.times(),
        properties,
        tags,
        query.isProtected(),
        query.hidden(),
        visibility,
        MemberFilter.ACCEPTED,
        List.copyOf(new ArrayList<>(order)),
        marker,
        limit);
  }
}
