// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.jobs.internal.JobsFixture;

class ActiveImagesTest {
  @Test
  void findsAllOnceWhileSomeOfThemAreDeleted(@TempDir Path directory) throws Exception {
    try (JobsFixture fixture = new JobsFixture(directory)) {
      fixture.addImages(1203);
      ActiveImages images = new ActiveImages(fixture.catalogue, Optional.empty());
      List<String> found = new ArrayList<>();
      while (images.hasNext()) {
        found.add(images.next().id());
        if (found.size() == 500) {
          fixture.delete(498);
          fixture.delete(499);
          fixture.delete(500);
        }
      }
      assertThat(found)
          .hasSize(1202)
          .doesNotHaveDuplicates()
          .isSorted()
          .doesNotContain(JobsFixture.id(500));
    }
  }
}
