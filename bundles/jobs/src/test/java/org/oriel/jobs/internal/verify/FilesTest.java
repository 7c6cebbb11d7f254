// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.jobs.internal.JobsFixture;

class FilesTest {
  @Test
  void planSharesImagesEvenlyAndLosesNone(@TempDir Path directory) throws Exception {
    WorkFiles files = new WorkFiles(directory, "verify-1");
    List<String> ids = IntStream.range(0, 10).mapToObj(JobsFixture::id).toList();
    Plan.write(files, ids.iterator());
    Plan plan = Plan.open(files.plan());

    assertThat(plan.size()).isEqualTo(10);
    long next = 0;
    for (int part = 0; part < 4; part++) {
      Plan.Range range = plan.range(part, 4);
      assertThat(range.first()).isEqualTo(next);
      assertThat(range.end() - range.first()).isBetween(2L, 3L);
      next = range.end();
    }
    assertThat(next).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      assertThat(plan.id(i)).isEqualTo(ids.get(i));
    }
    assertThatThrownBy(() -> plan.id(10)).isInstanceOf(EOFException.class);
  }

  @Test
  void quotesWhatWouldBreakARow() {
    Row row = new Row("i", "a \"b\",\nc", "s", OptionalLong.empty(), 0, Verdict.GOOD, "plain text");
    assertThat(row.line()).isEqualTo("i,\"a \"\"b\"\",\nc\",s,,good,plain text\r\n");
  }

  @Test
  void appendsAfterWhatIsNoted(@TempDir Path directory) throws Exception {
    WorkFiles files = new WorkFiles(directory, "verify-1");
    Row row = new Row("i", "n", "s", OptionalLong.of(1), 1, Verdict.GOOD, "");
    long length = PartFile.append(files, 0, 0, List.of(row));
    assertThat(PartFile.append(files, 0, length, List.of(row, row))).isEqualTo(3 * length);
    assertThat(PartFile.append(files, 0, length, List.of(row))).isEqualTo(2 * length);
    assertThat(files.part(0)).content().isEqualTo(row.line() + row.line());
    assertThatThrownBy(() -> PartFile.append(files, 0, 3 * length, List.of(row)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void sweepsOnlyWhatNobodyWillGoOnWith(@TempDir Path directory) throws Exception {
    for (String name : List.of("verify-1.plan", "verify-1.part3", "verify-1.csv", "other")) {
      Path file = Files.createFile(directory.resolve(name));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    }
    Files.createFile(directory.resolve("verify-2.plan"));
    WorkFiles.sweep(directory);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("verify-1.csv", "other", "verify-2.plan");
  }
}
