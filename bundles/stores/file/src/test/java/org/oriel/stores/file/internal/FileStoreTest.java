// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.store.Blob;
import org.oriel.store.BlobWriter;
import org.oriel.store.Health;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;
import org.oriel.testkit.store.Samples;

/** What the file store does beyond the contract. */
class FileStoreTest {
  private final Path place;
  private final FileFixture fixture;

  FileStoreTest(@TempDir Path place) throws IOException {
    this.place = place.toRealPath();
    this.fixture = new FileFixture(this.place);
  }

  private Store open(Map<String, String> options) throws StoreException {
    return fixture.type().open(fixture.with(options));
  }

  private static Location put(Store store, String id, byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create(id, OptionalLong.empty())) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  // ---- layout

  @Test
  void blobIsOnePlainFileNamedByItsId() throws Exception {
    try (Store store = open(Map.of())) {
      byte[] bytes = Samples.bytes(1000, 1);
      put(store, "an-id", bytes);
      assertThat(fixture.images().resolve("an-id")).isRegularFile().hasBinaryContent(bytes);
      try (Stream<Path> files = Files.list(fixture.images())) {
        assertThat(files).hasSize(1);
      }
    }
  }

  @Test
  void fileThatGlanceWroteIsRead() throws Exception {
    Files.createDirectories(fixture.images());
    Files.write(fixture.images().resolve("theirs"), new byte[] {1, 2, 3});
    try (Store store = open(Map.of())) {
      assertThat(store.blob(Location.of(fixture.uri("theirs"))).size()).isEqualTo(3);
      assertThat(store.find("theirs")).contains(Location.of(fixture.uri("theirs")));
      assertThatThrownBy(() -> store.create("theirs", OptionalLong.empty()))
          .isInstanceOf(StoreException.BlobExists.class);
    }
  }

  @Test
  void permissionsAreReadAsOctalDigits() throws Exception {
    try (Store store = open(Map.of("filesystem_store_file_perm", "640"))) {
      put(store, "x", new byte[1]);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(fixture.images().resolve("x"))))
          .isEqualTo("rw-r-----");
    }
    for (String wrong : List.of("rw", "888", "-1", "1777")) {
      assertThatThrownBy(() -> open(Map.of("filesystem_store_file_perm", wrong)))
          .isInstanceOf(StoreException.BadSettings.class);
    }
  }

  @Test
  void zerosTakeNoRoomOnlyIfAskedFor() throws Exception {
    byte[] bytes = new byte[8 << 20];
    bytes[3 << 20] = 1;
    for (String thin : List.of("false", "true")) {
      try (Store store = open(Map.of("filesystem_thin_provisioning", thin))) {
        Location location = put(store, "thin-" + thin, bytes);
        Path file = fixture.images().resolve("thin-" + thin);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(store.blob(location).size()).isEqualTo(bytes.length);
        assertThat(blocks(file) * 512)
            .satisfies(used -> assertThat(used < (1 << 20)).isEqualTo(Boolean.parseBoolean(thin)));
      }
    }
  }

  private static long blocks(Path file) throws Exception {
    Process stat =
        new ProcessBuilder("stat", "-c", "%b", file.toString()).redirectErrorStream(true).start();
    String text = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(stat.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return Long.parseLong(text.trim());
  }

  // ---- several directories

  @Test
  void highestPriorityIsFilledFirst() throws Exception {
    Path low = place.resolve("low");
    Path high = place.resolve("high");
    StoreSettings settings =
        new StoreSettings(
            "disk",
            Map.of("filesystem_store_datadirs", low + ":1," + high + ":200\n" + place + "/none"));
    try (Store store = fixture.type().open(settings)) {
      Location location = put(store, "x", new byte[1]);
      assertThat(location.uri()).isEqualTo("file://" + high + "/x");
      Files.write(low.resolve("y"), new byte[1]);
      assertThat(store.find("y")).contains(Location.of("file://" + low + "/y"));
      assertThatThrownBy(() -> put(store, "y", new byte[1]))
          .isInstanceOf(StoreException.BlobExists.class);
      assertThatThrownBy(() -> store.create("z", OptionalLong.of(Long.MAX_VALUE)))
          .isInstanceOf(StoreException.StoreFull.class);
    }
  }

  @Test
  void idThatAppearsInAnotherDirectoryMeanwhileIsAConflict() throws Exception {
    Path first = place.resolve("first");
    Path second = place.resolve("second");
    StoreSettings settings =
        new StoreSettings(
            "disk", Map.of("filesystem_store_datadirs", first + ":2," + second + ":1"));
    try (Store store = fixture.type().open(settings);
        BlobWriter writer = store.create("x", OptionalLong.empty())) {
      Files.write(second.resolve("x"), new byte[1]);
      assertThatThrownBy(writer::commit).isInstanceOf(StoreException.BlobExists.class);
      assertThat(first).isEmptyDirectory();
    }
  }

  @Test
  void settingsTellEverythingThatIsWrong() {
    assertThatThrownBy(
            () ->
                open(
                    Map.of(
                        "filesystem_store_datadirs", "/a:x,relative:1",
                        "filesystem_store_chunk_size", "0",
                        "filesystem_thin_provisioning", "perhaps",
                        "filesystem_store_metadata_file", "/nowhere")))
        .isInstanceOfSatisfying(
            StoreException.BadSettings.class, e -> assertThat(e.problems()).hasSize(6));
  }

  // ---- metadata file

  @Test
  void metadataFileIsPartOfTheLocation() throws Exception {
    Path file = place.resolve("facts.json");
    String text =
        "[{\"id\": \"other\", \"mountpoint\": \"/elsewhere\"},\n"
            + " {\"id\": \"b9\\u0031\", \"mountpoint\": \""
            + place
            + "\", \"deep\": {\"n\": [1, true, null]}}]";
    Files.writeString(file, text);
    try (Store store = open(Map.of("filesystem_store_metadata_file", file.toString()))) {
      Location location = put(store, "x", new byte[1]);
      assertThat(location.metadata())
          .isEqualTo(
              Map.of(
                  "id", "b91",
                  "mountpoint", place.toString(),
                  "deep", Map.of("n", List.of(1L, true))));
    }
    Files.writeString(file, "{\"id\": \"all\"}");
    try (Store store = open(Map.of("filesystem_store_metadata_file", file.toString()))) {
      assertThat(store.find("x").orElseThrow().metadata()).isEqualTo(Map.of("id", "all"));
    }
  }

  @Test
  void badMetadataFilesAreRefused() throws Exception {
    Path file = place.resolve("facts.json");
    List<String> texts =
        new ArrayList<>(
            List.of(
                "",
                "{",
                "[1]",
                "[{}]",
                "\"x\"",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "{a:1}",
                "[] []",
                "{\"a\":\"\\u12\"}",
                "{\"a\":-}",
                "nul",
                "{\"a\":\"",
                "[{\"id\":1,\"mountpoint\":\"/\"}]"));
    texts.add("[".repeat(100_000));
    texts.add("[".repeat(1000));
    for (String text : texts) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> open(Map.of("filesystem_store_metadata_file", file.toString())))
          .as(text.substring(0, Math.min(20, text.length())))
          .isInstanceOf(StoreException.BadSettings.class);
    }
  }

  // ---- nothing outside

  @Test
  void linksThatLeadOutAreRefused() throws Exception {
    Path secret = Files.write(place.resolve("secret"), new byte[] {42});
    Path outside = Files.createDirectories(place.resolve("outside"));
    Files.write(outside.resolve("x"), new byte[] {42});
    try (Store store = open(Map.of())) {
      Files.createSymbolicLink(fixture.images().resolve("link"), secret);
      Files.createSymbolicLink(fixture.images().resolve("dir"), outside);
      Files.createSymbolicLink(fixture.images().resolve("loop"), fixture.images().resolve("loop"));
      for (String id : List.of("link", "dir/x")) {
        Blob blob = store.blob(Location.of(fixture.uri(id)));
        assertThatThrownBy(blob::size).isInstanceOf(StoreException.BadLocation.class);
        assertThatThrownBy(() -> blob.read(0)).isInstanceOf(StoreException.BadLocation.class);
        assertThat(blob.localFile()).isEmpty();
      }
      assertThatThrownBy(store.blob(Location.of(fixture.uri("dir/x")))::delete)
          .isInstanceOf(StoreException.BadLocation.class);
      assertThatThrownBy(store.blob(Location.of(fixture.uri("loop")))::size)
          .isInstanceOf(StoreException.class);
      assertThat(store.blob(Location.of(fixture.uri("link"))).delete()).isTrue();
      assertThat(secret).exists();
      assertThat(outside.resolve("x")).exists();
    }
  }

  @Test
  void linkThatStaysWithinIsFollowedAndADirectoryIsNoBlob() throws Exception {
    try (Store store = open(Map.of())) {
      put(store, "x", new byte[7]);
      Files.createSymbolicLink(fixture.images().resolve("alias"), fixture.images().resolve("x"));
      assertThat(store.blob(Location.of(fixture.uri("alias"))).size()).isEqualTo(7);
      Files.createDirectory(fixture.images().resolve("folder"));
      assertThatThrownBy(store.blob(Location.of(fixture.uri("folder")))::size)
          .isInstanceOf(StoreException.BlobMissing.class);
      assertThatThrownBy(store.blob(Location.of(fixture.uri("x/below")))::size)
          .isInstanceOf(StoreException.BlobMissing.class);
    }
  }

  @Test
  void directoryMayItselfBeALink() throws Exception {
    Path real = Files.createDirectories(place.resolve("real"));
    Files.createSymbolicLink(fixture.images(), real);
    try (Store store = open(Map.of())) {
      Location location = put(store, "x", new byte[7]);
      assertThat(location.uri()).isEqualTo(fixture.uri("x"));
      assertThat(store.blob(location).size()).isEqualTo(7);
      assertThat(store.blob(Location.of("file://" + real + "/x")).size()).isEqualTo(7);
    }
  }

  // ---- troubles

  @Test
  void directoryThatComesBackIsUsedAgain() throws Exception {
    Path blocker = Files.createFile(fixture.images());
    try (Store store = open(Map.of())) {
      assertThat(store.health().state()).isEqualTo(Health.State.DOWN);
      assertThat(store.health().detail()).contains(fixture.images().toString());
      assertThatThrownBy(() -> put(store, "x", new byte[1])).isInstanceOf(StoreException.class);
      Files.delete(blocker);
      Files.createDirectory(fixture.images());
      Path leftover = Files.createFile(fixture.images().resolve(".oriel-1.2-dead.part"));
      assertThat(store.health().state()).isEqualTo(Health.State.READY);
      assertThat(store.health().freeBytes().orElse(0)).isPositive();
      assertThat(leftover).as("swept late").doesNotExist();
      put(store, "x", new byte[1]);
    }
  }

  @Test
  void onlyTemporariesAreSwept() throws Exception {
    Files.createDirectories(fixture.images());
    List<Path> kept = new ArrayList<>();
    for (String name : List.of("image", ".hidden", ".oriel-notes", "x.part", "oriel-1.part")) {
      kept.add(Files.createFile(fixture.images().resolve(name)));
    }
    Path dead = Files.createFile(fixture.images().resolve(".oriel-1.2-dead.part"));
    open(Map.of()).close();
    assertThat(dead).doesNotExist();
    assertThat(kept).allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void finishedFileWithALeftoverNameSurvivesTheSweep() throws Exception {
    Files.createDirectories(fixture.images());
    Path dead = Files.write(fixture.images().resolve(".oriel-1.2-dead.part"), new byte[] {9});
    Path done = Files.createLink(fixture.images().resolve("done"), dead);
    open(Map.of()).close();
    assertThat(dead).doesNotExist();
    assertThat(done).hasBinaryContent(new byte[] {9});
  }

  @Test
  void withoutHardLinksTheNameIsStillGivenOnce() throws Exception {
    Path temporary = Files.write(place.resolve("one"), new byte[] {1});
    Path other = Files.write(place.resolve("two"), new byte[] {2});
    Path target = place.resolve("target");
    Publisher.publishWithoutLinks(temporary, target);
    assertThatThrownBy(() -> Publisher.publishWithoutLinks(other, target))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    assertThat(target).hasBinaryContent(new byte[] {1});
    assertThat(temporary).doesNotExist();
    assertThatThrownBy(() -> Publisher.publishWithoutLinks(temporary, place.resolve("next")))
        .isInstanceOf(IOException.class);
    assertThat(place.resolve("next")).doesNotExist();
  }

  @Test
  void systemErrorsBecomeTheContractsWords() {
    Path directory = Path.of("/d");
    assertThat(Failures.of(new AccessDeniedException("/d/x"), directory))
        .isInstanceOf(StoreException.StoreDenied.class);
    for (String denied : List.of("Operation not permitted", "Read-only file system")) {
      assertThat(Failures.of(new FileSystemException("/d/x", null, denied), directory))
          .isInstanceOf(StoreException.StoreDenied.class);
    }
    for (String full :
        List.of("No space left on device", "Disk quota exceeded", "File too large")) {
      assertThat(Failures.of(new IOException(full), directory))
          .isInstanceOf(StoreException.StoreFull.class);
    }
    assertThat(Failures.of(new IOException("Input/output error"), directory))
        .isInstanceOf(StoreException.StoreDown.class);
    assertThat(Failures.of(new IOException(), directory))
        .isInstanceOf(StoreException.StoreDown.class);
  }

  @Test
  void fullDiskIsSaidAndLeavesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(place.resolve("small"))) {
      StoreSettings settings =
          fixture.with(Map.of("filesystem_store_datadir", disk.path().toString()));
      try (Store store = fixture.type().open(settings)) {
        assertThatThrownBy(() -> put(store, "x", Samples.bytes(8 << 20, 1)))
            .isInstanceOf(StoreException.StoreFull.class);
        assertThatThrownBy(() -> store.create("x", OptionalLong.of(8 << 20)))
            .isInstanceOf(StoreException.StoreFull.class);
        assertThat(disk.path()).isEmptyDirectory();
        put(store, "x", Samples.bytes(1 << 20, 1));
        disk.makeReadOnly();
        assertThatThrownBy(() -> put(store, "y", new byte[1])).isInstanceOf(StoreException.class);
        assertThat(store.health().state()).isEqualTo(Health.State.READ_ONLY);
        assertThat(store.blob(Location.of("file://" + disk.path() + "/x")).size())
            .isEqualTo(1 << 20);
        assertThatThrownBy(store.blob(Location.of("file://" + disk.path() + "/x"))::delete)
            .isInstanceOf(StoreException.StoreDenied.class);
      }
    }
  }

  /** A file system of 4 MiB; needs root, or the test is left out. */
  private record SmallDisk(Path path) implements AutoCloseable {
    static SmallDisk mount(Path path) throws IOException {
      Files.createDirectories(path);
      Optional<String> trouble =
          run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", path.toString());
      assumeTrue(trouble.isEmpty(), () -> "cannot mount: " + trouble);
      return new SmallDisk(path);
    }

    void makeReadOnly() throws IOException {
      assertThat(run("mount", "-o", "remount,ro", path.toString())).isEmpty();
    }

    @Override
    public void close() throws IOException {
      assertThat(run("umount", path.toString())).isEmpty();
    }

    private static Optional<String> run(String... command) throws IOException {
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }
}
