// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  private final Path file;

  FileJournalTest(@TempDir Path directory) {
    file = directory.resolve("journal");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> entries(Journal journal) throws IOException {
    List<String> entries = new ArrayList<>();
    journal.replay(entry -> entries.add(StandardCharsets.UTF_8.decode(entry).toString()));
    return entries;
  }

  private void write(String... entries) throws IOException {
    try (FileJournal journal = FileJournal.open(file)) {
      assertThat(journal.keeps()).isTrue();
      assertThat(journal.outlives()).isTrue();
      for (String entry : entries) {
        journal.append(bytes(entry));
      }
    }
  }

  @Test
  void givesBackWhatWasAddedAndGoesOn() throws IOException {
    write("one", "two");
    try (FileJournal journal = FileJournal.open(file)) {
      assertThat(entries(journal)).containsExactly("one", "two");
      journal.append(bytes("three"));
      assertThat(entries(journal)).containsExactly("one", "two", "three");
      journal.clear();
      assertThat(entries(journal)).isEmpty();
    }
    assertThat(Files.size(file)).isZero();
  }

  @Test
  void whatWasCutOffAnywhereIsForgotten() throws IOException {
    write("one", "two");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, whole);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      try (FileJournal journal = FileJournal.open(file)) {
        List<String> left = length < whole.length / 2 ? List.of() : List.of("one");
        assertThat(entries(journal)).as("%d bytes", length).isEqualTo(left);
        journal.append(bytes("more"));
        assertThat(entries(journal)).last().isEqualTo("more");
      }
    }
  }

  @Test
  void entryThatWasDamagedEndsTheJournal() throws IOException {
    write("one", "two");
    byte[] whole = Files.readAllBytes(file);
    for (int at = whole.length / 2; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(file, damaged);
      try (FileJournal journal = FileJournal.open(file)) {
        assertThat(entries(journal)).as("byte %d", at).containsExactly("one");
      }
    }
  }

  @Test
  void memoryKeepsUntilCleared() throws IOException {
    MemoryJournal journal = new MemoryJournal();
    ByteBuffer entry = bytes("one");
    journal.append(entry);
    entry.put(0, (byte) 'x');
    assertThat(entries(journal)).containsExactly("one");
    assertThat(entries(journal)).containsExactly("one");
    journal.clear();
    assertThat(entries(journal)).isEmpty();
    assertThat(journal.outlives()).isFalse();
    assertThat(Journal.NONE.keeps()).isFalse();
  }
}
