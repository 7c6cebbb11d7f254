// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.store.Ability;
import org.oriel.store.Blob;
import org.oriel.store.BlobWriter;
import org.oriel.store.Health;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;

/** What every store plugin must do. Tests of an ability that is not declared are left out. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class StoreContract {
  private StoreFixture fixture;
  private Store store;

  /** A fixture with an empty place; called once for each test. */
  protected abstract StoreFixture fixture() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    fixture = fixture();
    store = fixture.type().open(fixture.settings());
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  // ---- writing

  @Test
  void sizesAroundAChunkComeBackWhole() throws Exception {
    needs(Ability.WRITE);
    int chunk = fixture.chunk();
    for (int size : new int[] {0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk + 7}) {
      byte[] bytes = Samples.bytes(size, size);
      for (OptionalLong expected : List.of(OptionalLong.empty(), OptionalLong.of(size))) {
        Location location = put(Samples.id(), bytes, expected);
        assertThat(store.blob(location).size()).isEqualTo(size);
        assertThat(Samples.drain(store.blob(location).read(0))).isEqualTo(bytes);
      }
    }
  }

  @Test
  void piecesOfAnySizeMakeOneBlob() throws Exception {
    needs(Ability.WRITE);
    byte[] bytes = Samples.bytes(2 * fixture.chunk() + 4321, 5);
    Location location;
    try (BlobWriter writer = store.create(Samples.id(), OptionalLong.empty())) {
      int piece = 1;
      for (int at = 0; at < bytes.length; at += piece, piece = piece * 3 + 1) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at));
        ByteBuffer given = piece % 2 == 0 ? buffer.asReadOnlyBuffer() : direct(buffer);
        int length = given.remaining();
        assertThat(writer.write(given)).isEqualTo(length);
        assertThat(given.hasRemaining()).isFalse();
      }
      location = writer.commit();
    }
    assertThat(Samples.drain(store.blob(location).read(0))).isEqualTo(bytes);
  }

  @Test
  void zerosComeBackAsZeros() throws Exception {
    needs(Ability.WRITE);
    int chunk = fixture.chunk();
    byte[] bytes = new byte[5 * chunk + 3];
    Arrays.fill(bytes, chunk + 5, chunk + 9, (byte) 7);
    bytes[4 * chunk] = 1;
    Location location = put(Samples.id(), bytes, OptionalLong.empty());
    assertThat(store.blob(location).size()).isEqualTo(bytes.length);
    assertThat(Samples.drain(store.blob(location).read(0))).isEqualTo(bytes);
  }

  @Test
  void anotherSizeThanAnnouncedIsRefusedAndLeavesNothing() throws Exception {
    needs(Ability.WRITE);
    Set<String> before = fixture.listEverything(store);
    for (int announced : new int[] {0, 99, 101, fixture.chunk() * 2}) {
      String id = Samples.id();
      assertThatThrownBy(() -> put(id, Samples.bytes(100, 1), OptionalLong.of(announced)))
          .isInstanceOf(StoreException.SizeMismatch.class);
      assertThat(store.find(id)).isEmpty();
    }
    assertThat(fixture.listEverything(store)).isEqualTo(before);
  }

  @Test
  void takenIdIsRefusedAndItsBytesStay() throws Exception {
    needs(Ability.WRITE);
    String id = Samples.id();
    byte[] bytes = Samples.bytes(1000, 1);
    Location location = put(id, bytes, OptionalLong.empty());
    Set<String> before = fixture.listEverything(store);
    assertThatThrownBy(() -> put(id, Samples.bytes(10, 2), OptionalLong.empty()))
        .isInstanceOf(StoreException.BlobExists.class);
    assertThat(Samples.drain(store.blob(location).read(0))).isEqualTo(bytes);
    assertThat(fixture.listEverything(store)).isEqualTo(before);
  }

  @Test
  void ofTwoWritersOfOneIdExactlyOneWins() throws Exception {
    needs(Ability.WRITE);
    for (int round = 0; round < 20; round++) {
      String id = Samples.id();
      byte[][] bytes = {Samples.bytes(5000, 1), Samples.bytes(6000, 2)};
      List<Optional<Location>> outcomes =
          together(
              2,
              writer -> {
                try {
                  return Optional.of(put(id, bytes[writer], OptionalLong.empty()));
                } catch (StoreException.BlobExists e) {
                  return Optional.empty();
                }
              });
      assertThat(outcomes).filteredOn(Optional::isPresent).hasSize(1);
      int winner = outcomes.get(0).isPresent() ? 0 : 1;
      Location location = outcomes.get(winner).orElseThrow();
      assertThat(Samples.drain(store.blob(location).read(0))).isEqualTo(bytes[winner]);
    }
  }

  @Test
  void eightWritersAtOnceDoNotMixTheirBytes() throws Exception {
    needs(Ability.WRITE);
    int size = 3 * fixture.chunk() + 11;
    List<Location> locations =
        together(8, n -> put("blob-" + n, Samples.bytes(size, n), OptionalLong.empty()));
    for (int n = 0; n < locations.size(); n++) {
      assertThat(Samples.drain(store.blob(locations.get(n)).read(0)))
          .isEqualTo(Samples.bytes(size, n));
    }
  }

  @Test
  void closeWithoutCommitLeavesNothing() throws Exception {
    needs(Ability.WRITE);
    Set<String> before = fixture.listEverything(store);
    String id = Samples.id();
    for (int size : new int[] {0, 10, 2 * fixture.chunk()}) {
      BlobWriter writer = store.create(id, OptionalLong.empty());
      writer.write(ByteBuffer.wrap(Samples.bytes(size, 3)));
      assertThat(writer.isOpen()).isTrue();
      assertThat(store.find(id)).isEmpty();
      writer.close();
      writer.close();
      assertThat(writer.isOpen()).isFalse();
      assertThat(store.find(id)).isEmpty();
      assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1)))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(writer::commit).isInstanceOf(StoreException.class);
    }
    assertThat(fixture.listEverything(store)).isEqualTo(before);
    put(id, Samples.bytes(5, 1), OptionalLong.empty());
  }

  @Test
  void closeAfterCommitKeepsTheBlob() throws Exception {
    needs(Ability.WRITE);
    Location location = put(Samples.id(), Samples.bytes(9, 1), OptionalLong.of(9));
    assertThat(store.blob(location).size()).isEqualTo(9);
  }

  @Test
  void writerMayBeUsedAndClosedByOtherThreads() throws Exception {
    needs(Ability.WRITE);
    Set<String> before = fixture.listEverything(store);
    BlobWriter writer = store.create(Samples.id(), OptionalLong.empty());
    together(1, n -> writer.write(ByteBuffer.wrap(Samples.bytes(100, 1))));
    together(
        1,
        n -> {
          writer.close();
          return true;
        });
    assertThat(fixture.listEverything(store)).isEqualTo(before);
  }

  @Test
  void badBlobIdsAreRefused() throws Exception {
    needs(Ability.WRITE);
    Set<String> before = fixture.listEverything(store);
    for (String id : List.of("", ".", "..", ".hidden", "a/b", "../up", "a\0b", "x".repeat(256))) {
      assertThatThrownBy(() -> put(id, new byte[1], OptionalLong.empty()))
          .as(id)
          .isInstanceOf(StoreException.class);
    }
    assertThat(fixture.listEverything(store)).isEqualTo(before);
    put("a", new byte[1], OptionalLong.empty());
    put("A-Z_0.9" + "x".repeat(248), new byte[1], OptionalLong.empty());
  }

  @Test
  void noRoomIsSaidAndLeavesNothing() throws Exception {
    needs(Ability.WRITE);
    int room = 4 << 20;
    Optional<StoreSettings> cramped = fixture.cramped(room);
    assumeTrue(cramped.isPresent(), "no place of limited size");
    store.close();
    store = fixture.type().open(cramped.get());
    Set<String> before = fixture.listEverything(store);
    byte[] bytes = Samples.bytes(1 << 20, 1);
    String id = Samples.id();
    try (BlobWriter writer = store.create(id, OptionalLong.empty())) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 8; i++) {
                  writer.write(ByteBuffer.wrap(bytes));
                }
                writer.commit();
              })
          .isInstanceOf(StoreException.StoreFull.class);
    }
    assertThatThrownBy(
            () -> put(Samples.id(), Samples.bytes(2 * room, 1), OptionalLong.of(2L * room)))
        .isInstanceOf(StoreException.StoreFull.class);
    assertThat(store.find(id)).isEmpty();
    assertThat(fixture.listEverything(store)).isEqualTo(before);
    put(id, bytes, OptionalLong.of(bytes.length));
  }

  @Test
  void killedWriterLeavesNothingAfterTheNextOpen() throws Exception {
    needs(Ability.WRITE);
    assumeTrue(fixture.outlivesProcess(), "blobs end with the process");
    byte[] bytes = Samples.bytes(100, 1);
    Location finished = put(Samples.id(), bytes, OptionalLong.empty());
    Set<String> before = fixture.listEverything(store);
    try (KilledWriter writer = KilledWriter.start(fixture, Samples.id())) {
      Set<String> during = fixture.listEverything(store);
      try (Store second = fixture.type().open(fixture.settings())) {
        assertThat(fixture.listEverything(second))
            .as("temporaries of a living process stay")
            .isEqualTo(during);
      }
      writer.kill();
    }
    try (Store next = fixture.type().open(fixture.settings())) {
      assertThat(fixture.listEverything(next)).isEqualTo(before);
      assertThat(Samples.drain(next.blob(finished).read(0))).isEqualTo(bytes);
    }
  }

  // ---- reading

  @Test
  void readingBeginsAtAnyOffset() throws Exception {
    int size = 2 * fixture.chunk() + 17;
    byte[] bytes = Samples.bytes(size, 4);
    Blob blob = store.blob(fixture.plant(store, Samples.id(), bytes));
    int chunk = fixture.chunk();
    for (int offset : new int[] {0, 1, chunk - 1, chunk, chunk + 1, size - 1}) {
      assertThat(Samples.drain(blob.read(offset)))
          .isEqualTo(Arrays.copyOfRange(bytes, offset, size));
    }
    for (long offset : new long[] {size, size + 1L, size + (1L << 40)}) {
      assertThat(Samples.drain(blob.read(offset))).isEmpty();
    }
  }

  @Test
  void endOfStreamStaysTheEnd() throws Exception {
    Blob blob = store.blob(fixture.plant(store, Samples.id(), new byte[3]));
    try (ReadableByteChannel channel = blob.read(0)) {
      ByteBuffer into = ByteBuffer.allocate(10);
      while (channel.read(into) >= 0) {
        assertThat(into.position()).isLessThanOrEqualTo(3);
      }
      assertThat(into.position()).isEqualTo(3);
      assertThat(channel.read(into)).isEqualTo(-1);
    }
  }

  @Test
  void readingAtPositionsNeedsTheAbility() throws Exception {
    int size = fixture.chunk() + 100;
    byte[] bytes = Samples.bytes(size, 6);
    Blob blob = store.blob(fixture.plant(store, Samples.id(), bytes));
    if (!store.abilities().contains(Ability.RANDOM_READ)) {
      assertThatThrownBy(() -> blob.readAt(0, ByteBuffer.allocate(1)))
          .isInstanceOf(StoreException.NotAble.class);
      return;
    }
    List<byte[]> pieces =
        together(
            4,
            n -> {
              ByteBuffer into = ByteBuffer.allocate(size / 4);
              while (into.hasRemaining()) {
                assertThat(blob.readAt((long) n * (size / 4) + into.position(), into)).isPositive();
              }
              return into.array();
            });
    for (int n = 0; n < 4; n++) {
      int from = n * (size / 4);
      assertThat(pieces.get(n)).isEqualTo(Arrays.copyOfRange(bytes, from, from + size / 4));
    }
    assertThat(blob.readAt(size, ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThat(blob.readAt(size + 5L, ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void localFileHoldsTheBytes() throws Exception {
    byte[] bytes = Samples.bytes(100, 1);
    Blob blob = store.blob(fixture.plant(store, Samples.id(), bytes));
    assertThat(blob.localFile().isPresent())
        .isEqualTo(store.abilities().contains(Ability.LOCAL_FILE));
    if (blob.localFile().isPresent()) {
      assertThat(blob.localFile().get()).hasBinaryContent(bytes);
    }
  }

  @Test
  void readerMayBeClosedByAnotherThread() throws Exception {
    Blob blob = store.blob(fixture.plant(store, Samples.id(), Samples.bytes(100, 1)));
    ReadableByteChannel channel = blob.read(0);
    together(
        1,
        n -> {
          channel.close();
          return true;
        });
    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    channel.close();
  }

  @Test
  void missingBlobIsMissing() throws Exception {
    Blob blob = store.blob(Location.of(fixture.uri(Samples.id())));
    assertThatThrownBy(blob::size).isInstanceOf(StoreException.BlobMissing.class);
    assertThatThrownBy(() -> Samples.drain(blob.read(0)))
        .isInstanceOf(StoreException.BlobMissing.class);
    if (store.abilities().contains(Ability.RANDOM_READ)) {
      assertThatThrownBy(() -> blob.readAt(0, ByteBuffer.allocate(1)))
          .isInstanceOf(StoreException.BlobMissing.class);
    }
    if (store.abilities().contains(Ability.DELETE)) {
      assertThat(blob.delete()).isFalse();
    }
    assertThat(store.find(Samples.id())).isEmpty();
  }

  // ---- deleting

  @Test
  void deletedBlobIsGone() throws Exception {
    needs(Ability.DELETE);
    Set<String> before = fixture.listEverything(store);
    String id = Samples.id();
    Blob blob = store.blob(fixture.plant(store, id, Samples.bytes(100, 1)));
    assertThat(blob.delete()).isTrue();
    assertThat(blob.delete()).isFalse();
    assertThatThrownBy(blob::size).isInstanceOf(StoreException.BlobMissing.class);
    assertThat(store.find(id)).isEmpty();
    assertThat(fixture.listEverything(store)).isEqualTo(before);
  }

  @Test
  void readerOfADeletedBlobNeverGetsWrongBytes() throws Exception {
    needs(Ability.DELETE);
    byte[] bytes = Samples.bytes(3 * fixture.chunk(), 8);
    String id = Samples.id();
    Blob blob = store.blob(fixture.plant(store, id, bytes));
    ByteBuffer got = ByteBuffer.allocate(bytes.length);
    try (ReadableByteChannel channel = blob.read(0)) {
      ByteBuffer first = ByteBuffer.allocate(1000);
      channel.read(first);
      got.put(first.flip());
      assertThat(blob.delete()).isTrue();
      fixture.plant(store, id, new byte[bytes.length]);
      readOn(channel, got);
    }
    assertThat(Arrays.copyOf(got.array(), got.position()))
        .isEqualTo(Arrays.copyOf(bytes, got.position()));
  }

  private static void readOn(ReadableByteChannel channel, ByteBuffer into) {
    try {
      while (into.hasRemaining()) {
        assertThat(channel.read(into)).as("an end before the end").isNotNegative();
      }
    } catch (IOException e) {
      assertThat(e).isInstanceOf(StoreException.class);
    }
  }

  // ---- abilities

  @Test
  void missingAbilitiesAnswerNotAble() throws Exception {
    String id = Samples.id();
    if (!store.abilities().contains(Ability.WRITE)) {
      assertThatThrownBy(() -> store.create(id, OptionalLong.empty()))
          .isInstanceOf(StoreException.NotAble.class);
    }
    Blob blob = store.blob(fixture.plant(store, id, Samples.bytes(100, 1)));
    if (!store.abilities().contains(Ability.DELETE)) {
      assertThatThrownBy(blob::delete).isInstanceOf(StoreException.NotAble.class);
    }
    assertThat(blob.size()).isEqualTo(100);
  }

  // ---- locations

  @Test
  void locationIsWhatGlanceWrites() throws Exception {
    String id = Samples.id();
    byte[] bytes = Samples.bytes(50, 1);
    Location location = fixture.plant(store, id, bytes);
    assertThat(location.uri()).isEqualTo(fixture.uri(id));
    assertThat(fixture.type().schemes()).contains(location.scheme());
    List<String> uris = new ArrayList<>(fixture.synonyms(id));
    uris.add(location.uri());
    for (String uri : uris) {
      assertThat(Samples.drain(store.blob(Location.of(uri)).read(0))).isEqualTo(bytes);
    }
  }

  @Test
  void finishedBlobIsFound() throws Exception {
    needs(Ability.WRITE);
    String id = Samples.id();
    Location location = put(id, Samples.bytes(10, 1), OptionalLong.empty());
    assertThat(store.find(id)).contains(location);
  }

  @Test
  void foreignLocationsAreRefused() {
    List<Location> foreign = new ArrayList<>(fixture.foreign());
    for (String uri : List.of("", "nonsense", "://", "unheard-of://place/blob", ":", "\0")) {
      foreign.add(Location.of(uri));
    }
    String scheme = fixture.uri("x").substring(0, fixture.uri("x").indexOf(':'));
    foreign.add(Location.of(scheme + "://"));
    foreign.add(Location.of(scheme + ":"));
    for (Location location : foreign) {
      assertThatThrownBy(() -> store.blob(location))
          .as(location.uri())
          .isInstanceOf(StoreException.BadLocation.class);
    }
  }

  // ---- several stores, ends, settings

  @Test
  void twoOpenStoresOnTheSameSettingsDoNotDisturbEachOther() throws Exception {
    needs(Ability.WRITE);
    byte[] bytes = Samples.bytes(2 * fixture.chunk() + 1, 1);
    Location location;
    Store second;
    try (BlobWriter writer = store.create(Samples.id(), OptionalLong.empty())) {
      writer.write(ByteBuffer.wrap(bytes, 0, 1000));
      second = fixture.type().open(fixture.settings());
      writer.write(ByteBuffer.wrap(bytes, 1000, bytes.length - 1000));
      location = writer.commit();
    }
    byte[] later = Samples.bytes(200, 2);
    try (BlobWriter writer = second.create(Samples.id(), OptionalLong.empty())) {
      writer.write(ByteBuffer.wrap(later));
      assertThat(Samples.drain(second.blob(location).read(0))).isEqualTo(bytes);
      ReadableByteChannel reader = second.blob(location).read(0);
      store.close();
      assertThat(Samples.drain(reader)).isEqualTo(bytes);
      Location other = writer.commit();
      assertThat(Samples.drain(second.blob(other).read(0))).isEqualTo(later);
    }
    store = second;
  }

  @Test
  void closeEndsWhatIsOpen() throws Exception {
    byte[] bytes = Samples.bytes(3 * fixture.chunk(), 1);
    Location location = fixture.plant(store, Samples.id(), bytes);
    try (Store witness = fixture.type().open(fixture.settings())) {
      Set<String> before = fixture.listEverything(witness);
      ReadableByteChannel reader = store.blob(location).read(0);
      reader.read(ByteBuffer.allocate(10));
      boolean writes = store.abilities().contains(Ability.WRITE);
      Optional<BlobWriter> writer =
          writes ? Optional.of(store.create(Samples.id(), OptionalLong.empty())) : Optional.empty();
      store.close();
      store.close();
      assertThatThrownBy(() -> Samples.drain(reader)).isInstanceOf(IOException.class);
      if (writer.isPresent()) {
        assertThatThrownBy(() -> writer.get().write(ByteBuffer.allocate(1)))
            .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> writer.get().commit()).isInstanceOf(StoreException.class);
        writer.get().close();
        assertThatThrownBy(() -> store.create(Samples.id(), OptionalLong.empty()))
            .isInstanceOf(StoreException.class);
      }
      assertThat(fixture.listEverything(witness)).isEqualTo(before);
      assertThat(Samples.drain(witness.blob(location).read(0))).isEqualTo(bytes);
    }
  }

  @Test
  void healthIsTold() {
    assertThat(store.health().state())
        .isEqualTo(
            store.abilities().contains(Ability.WRITE)
                ? Health.State.READY
                : Health.State.READ_ONLY);
  }

  @Test
  void wrongSettingsAreNamedAndNotShown() {
    Optional<StoreSettings> wrong = fixture.wrong();
    assumeTrue(wrong.isPresent(), "nothing to set wrong");
    assertThatThrownBy(() -> fixture.type().open(wrong.get()))
        .isInstanceOfSatisfying(
            StoreException.BadSettings.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              for (String secret : fixture.secrets()) {
                assertThat(e.getMessage()).doesNotContain(secret);
              }
            });
  }

  @Test
  void unreachablePlaceOpensAndSaysDown() throws Exception {
    Optional<StoreSettings> unreachable = fixture.unreachable();
    assumeTrue(unreachable.isPresent(), "always reachable");
    try (Store down = fixture.type().open(unreachable.get())) {
      assertThat(down.health().state()).isEqualTo(Health.State.DOWN);
      assertThat(down.health().detail()).isNotEmpty();
      if (down.abilities().contains(Ability.WRITE)) {
        assertThatThrownBy(() -> down.create(Samples.id(), OptionalLong.empty()))
            .isInstanceOfAny(StoreException.StoreDown.class, StoreException.StoreDenied.class);
      }
    }
  }

  @Test
  void secretsAreNotShown() throws Exception {
    String id = Samples.id();
    Location location = fixture.plant(store, id, new byte[1]);
    Blob blob = store.blob(location);
    List<String> shown =
        List.of(
            fixture.settings().toString(),
            fixture.type().toString(),
            store.toString(),
            location.toString(),
            blob.toString(),
            store.health().toString());
    for (String secret : fixture.secrets()) {
      assertThat(shown).noneMatch(text -> text.contains(secret));
    }
    assertThat(location.toString()).doesNotContain(id);
  }

  @Test
  void typeHasAWordAndLowerCaseSchemes() {
    assertThat(fixture.type().name()).matches("[a-z0-9]+");
    assertThat(fixture.type().schemes())
        .isNotEmpty()
        .allMatch(scheme -> scheme.equals(scheme.toLowerCase(Locale.ROOT)));
  }

  // ---- bounds

  @Test
  void offsetsBeyondFourGibibytesAreKept() throws Exception {
    needs(Ability.WRITE);
    Optional<StoreSettings> sparse = fixture.sparse();
    assumeTrue(sparse.isPresent(), "4 GiB are not cheap here");
    store.close();
    store = fixture.type().open(sparse.get());
    long size = (1L << 32) + 12_345;
    ByteBuffer zeros = ByteBuffer.allocateDirect(8 << 20);
    byte[] mark = Samples.bytes(100, 1);
    Location location;
    try (BlobWriter writer = store.create(Samples.id(), OptionalLong.of(size))) {
      long at = 0;
      for (long next : new long[] {(1L << 31) - 50, (1L << 32) - 50}) {
        skip(writer, zeros, next - at);
        writer.write(ByteBuffer.wrap(mark));
        at = next + mark.length;
      }
      skip(writer, zeros, size - at);
      location = writer.commit();
    }
    Blob blob = store.blob(location);
    assertThat(blob.size()).isEqualTo(size);
    for (long at : new long[] {(1L << 31) - 50, (1L << 32) - 50}) {
      try (ReadableByteChannel channel = blob.read(at)) {
        ByteBuffer into = ByteBuffer.allocate(100);
        while (into.hasRemaining() && channel.read(into) >= 0) {
          assertThat(into.position()).isPositive();
        }
        assertThat(into.array()).isEqualTo(mark);
      }
    }
    assertThat(Samples.drain(blob.read(size - 5))).isEqualTo(new byte[5]);
  }

  private static void skip(BlobWriter writer, ByteBuffer zeros, long length) throws IOException {
    for (long left = length; left > 0; ) {
      zeros.clear().limit((int) Math.min(left, zeros.capacity()));
      left -= writer.write(zeros);
    }
  }

  @Test
  void heapUseDoesNotGrowWithTheBlob() throws Exception {
    needs(Ability.WRITE);
    assumeTrue(fixture.outlivesProcess(), "blobs lie in the heap");
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    Location warm = put(Samples.id(), new byte[1 << 20], OptionalLong.empty());
    Samples.drain(store.blob(warm).read(0));
    long before = allocated();
    Location location;
    try (BlobWriter writer = store.create(Samples.id(), OptionalLong.empty())) {
      for (int i = 0; i < 256; i++) {
        buffer.clear();
        writer.write(buffer);
      }
      location = writer.commit();
    }
    try (ReadableByteChannel channel = store.blob(location).read(0)) {
      buffer.clear();
      while (channel.read(buffer) >= 0) {
        buffer.clear();
      }
    }
    assertThat(allocated() - before)
        .as("bytes allocated while 64 MiB went in and out")
        .isLessThan(4L * fixture.chunk() + (4 << 20));
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void twoHundredCyclesLeaveNoThread() throws Exception {
    int before = Thread.activeCount();
    for (int i = 0; i < 200; i++) {
      fixture.type().open(fixture.settings()).close();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (Thread.activeCount() > before + 2 && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 2);
  }

  // ---- helpers

  private void needs(Ability ability) {
    assumeTrue(store.abilities().contains(ability), "not able: " + ability);
  }

  private Location put(String id, byte[] bytes, OptionalLong expected) throws IOException {
    try (BlobWriter writer = store.create(id, expected)) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  private static ByteBuffer direct(ByteBuffer bytes) {
    return ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
  }

  /** Something that one of several threads does. */
  @FunctionalInterface
  private interface Part<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> together(int threads, Part<T> part) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(threads);
      List<Callable<T>> parts =
          IntStream.range(0, threads)
              .mapToObj(
                  number ->
                      (Callable<T>)
                          () -> {
                            start.countDown();
                            start.await();
                            return part.run(number);
                          })
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(parts)) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
