// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * What a run is asked to verify.
 *
 * @param images ids of the only images to look at; all active ones if empty
 * @param store the only store to look into
 * @param owner the only project whose images count
 * @param bytesPerSecond most bytes to read per second, over all partitions; 0 for as fast as it
 *     goes
 */
record Wanted(
    Set<String> images, Optional<String> store, Optional<String> owner, long bytesPerSecond) {
  private static final String IMAGE = "image";
  private static final String STORE = "store";
  private static final String OWNER = "owner";
  private static final String SPEED = "bytes_per_second";
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  static Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(IMAGE, "Ids of the images to verify, separated by commas; all active ones if absent.");
    all.put(STORE, "Id of the only store to look into.");
    all.put(OWNER, "Project whose images are verified.");
    all.put(SPEED, "Most bytes to read per second; 0 for as fast as it goes.");
    return all;
  }

  /**
   * Reads the values of parameters.
   *
   * @param stores ids of the stores that there are
   * @throws Refusal.Invalid naming everything that is wrong with them
   */
  static Wanted checked(Map<String, String> values, Collection<String> stores) {
    Problems problems = new Problems();
    values.forEach(
        (name, value) -> {
          if (value.isBlank()) {
            problems.add("Parameter " + name + " is empty.");
          }
        });
    Wanted wanted = read(values, 0, problems);
    wanted.images().stream()
        .filter(id -> !Image.isId(id))
        .forEach(id -> problems.add("Parameter image names " + id + ", which is no image id."));
    wanted
        .store()
        .filter(store -> !stores.contains(store))
        .ifPresent(store -> problems.add("There is no store " + store + "."));
    if (!problems.isEmpty()) {
      throw new Refusal.Invalid(String.join(" ", problems.all()));
    }
    return wanted;
  }

  /** Of a run under way, whose parameters were checked when it began. */
  static Wanted of(JobParameters parameters, long speedOtherwise) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : List.of(IMAGE, STORE, OWNER, SPEED)) {
      String value = parameters.getString(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return read(values, speedOtherwise, new Problems());
  }

  private static Wanted read(Map<String, String> values, long speedOtherwise, Problems problems) {
    Options options = new Options(values, problems);
    Set<String> images = new TreeSet<>();
    options.text(IMAGE).ifPresent(list -> images.addAll(List.of(COMMA.split(list))));
    return new Wanted(
        images,
        options.text(STORE),
        options.text(OWNER),
        options.number(SPEED, speedOtherwise, 0, Long.MAX_VALUE));
  }
}
