// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.oriel.disk.Ability;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskSource;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.Problem;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.oriel.itests.formats.Corpus.Image;
import org.oriel.testkit.disk.ChannelFile;

/**
 * What qemu-img writes, held to the formats that are there: the guest's content byte for byte, or
 * the right refusal.
 */
class CorpusTest {
  private static final int PIECE = 1 << 20;

  private final List<DiskFormat> formats =
      ServiceLoader.load(DiskFormat.class).stream().map(ServiceLoader.Provider::get).toList();

  @TestFactory
  Stream<DynamicTest> everyImage() throws IOException {
    assumeTrue(Corpus.canBeMade(), "SKIPPED: qemu-img is not installed, nothing makes images");
    return Corpus.images().stream().map(image -> dynamicTest(image.toString(), () -> judge(image)));
  }

  private void judge(Image image) throws IOException {
    try (ChannelFile source = ChannelFile.open(image.file())) {
      List<DiskFormat> claiming = claiming(source);
      if (!image.policy().startsWith("refuse")) {
        Optional<DiskFormat> format = named(image.format());
        assumeTrue(format.isPresent(), "no format " + image.format() + " yet");
        if (image.format().equals("raw")) {
          assertThat(claiming).isEmpty();
        } else {
          assertThat(claiming).containsExactly(format.get());
        }
        atTheDoor(image, inspected(format.get(), source));
        assumeTrue(format.get().abilities().contains(Ability.READ), "not read yet");
        reads(image, format.get(), source);
      } else {
        assumeTrue(!claiming.isEmpty(), "no format that knows " + image.format() + " yet");
        refuses(image, claiming, source);
      }
    }
  }

  private static void atTheDoor(Image image, Verdict verdict) {
    if (image.policy().equals("accept")) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Sound.class,
              sound -> assertThat(sound.info().virtualSize()).isEqualTo(image.size()));
    } else {
      assertThat(verdict).isInstanceOf(Verdict.Unfit.class);
    }
  }

  private Optional<DiskFormat> named(String name) {
    return formats.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  private List<DiskFormat> claiming(DiskSource source) throws FormatException {
    ByteBuffer head = part(source, 0, DiskFormat.HEAD);
    ByteBuffer tail = part(source, Math.max(0, source.size() - DiskFormat.TAIL), DiskFormat.TAIL);
    return formats.stream().filter(format -> format.probe(head, tail) == Match.YES).toList();
  }

  private static ByteBuffer part(DiskSource source, long at, int most) throws FormatException {
    ByteBuffer part = ByteBuffer.allocate((int) Math.min(most, source.size() - at));
    source.fill(at, part);
    return part.flip();
  }

  private static void reads(Image image, DiskFormat format, DiskSource source)
      throws FormatException {
    try (Disk disk = format.open(source, Limits.DEFAULT)) {
      assertThat(disk.info().virtualSize()).isEqualTo(image.size());
      assertThat(sha256(disk)).isEqualTo(image.sha256());
      List<Problem> problems = new ArrayList<>();
      disk.check(problems::add);
      if (!image.variant().startsWith("dirty")) {
        assertThat(problems).isEmpty();
      }
    }
  }

  /** Reads what is stored, and takes the extents' word for what is zero. */
  private static String sha256(Disk disk) throws FormatException {
    MessageDigest digest = digest();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
    long size = disk.info().virtualSize();
    for (long at = 0; at < size; ) {
      Extent extent = disk.extentAt(at);
      int count = (int) Math.min(PIECE, extent.length());
      if (extent.content().stored()) {
        disk.read(at, piece.clear().limit(count));
        digest.update(piece.flip());
      } else {
        digest.update(zeros.clear().limit(count));
      }
      at += count;
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void refuses(Image image, List<DiskFormat> claiming, DiskSource source)
      throws FormatException {
    String reason = image.policy().substring("refuse:".length());
    List<Verdict> verdicts = new ArrayList<>();
    for (DiskFormat format : claiming) {
      verdicts.add(inspected(format, source));
      if (format.abilities().contains(Ability.READ)) {
        assertThatThrownBy(() -> format.open(source, Limits.DEFAULT).close())
            .as("%s opens it", format.name())
            .isInstanceOf(FormatException.class);
      }
    }
    assertThat(verdicts)
        .anySatisfy(
            verdict ->
                assertThat(verdict)
                    .isInstanceOfSatisfying(
                        Verdict.Unfit.class,
                        unfit ->
                            assertThat(unfit.reason().name())
                                .isIn(reason.equals("ANY") ? unfit.reason().name() : reason)));
  }

  private static Verdict inspected(DiskFormat format, DiskSource source) throws FormatException {
    StreamInspector inspector = format.inspector(Limits.DEFAULT);
    boolean more = true;
    for (long at = 0; at < source.size() && more; at += PIECE) {
      more = inspector.feed(part(source, at, PIECE));
    }
    return inspector.verdict(source.size());
  }
}
