// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;

/** What every disk format must do. Subclasses name the format and give samples. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DiskFormatContract {
  private static final ByteBuffer NO_TAIL = ByteBuffer.allocate(0);
  private static final int[] PIECES = {1, 2, 3, 7, 8, 9, 71, 511, 512, 4096, 65_536, 1 << 20};
  private static final int[] VALUES = {0, 1, 2, 0x7f, 0x80, 0xff};
  private static final long BYTES_OF_AN_INSPECTION = 64 << 10;

  /** The format. */
  protected abstract DiskFormat format();

  /** Files of the format, sound and unfit, small ones first; at least one of them is sound. */
  protected abstract List<Sample> samples();

  /** How many bytes from the start of a file are worth being mutated and cut at. */
  protected abstract int headerBytes();

  /** Whether a file of this format that was cut off within its header is still one. */
  protected boolean hasNoStructure() {
    return false;
  }

  @Test
  void verdictIsTheExpectedOne() {
    assertThat(samples()).isNotEmpty();
    for (Sample sample : samples()) {
      Verdict verdict = Feeding.whole(format(), sample.bytes());
      assertThat(sample.fits(verdict))
          .as("%s: %s, expected %s", sample, verdict, sample.expected())
          .isTrue();
    }
  }

  @Test
  void soundVerdictNamesTheFormat() {
    for (Sample sample : samples()) {
      if (Feeding.whole(format(), sample.bytes()) instanceof Verdict.Sound sound) {
        assertThat(sound.info().format()).isEqualTo(format().name());
        assertThat(sound.info().virtualSize()).isNotNegative();
      }
    }
  }

  @Test
  void verdictDoesNotDependOnHowTheBytesCome() {
    Random random = new Random(20_261_123);
    for (Sample sample : samples()) {
      Verdict whole = Feeding.whole(format(), sample.bytes());
      for (int size : PIECES) {
        if (sample.bytes().length / size < 50_000) {
          assertThat(Feeding.pieces(format(), sample.bytes(), size))
              .as("%s in pieces of %d", sample, size)
              .isEqualTo(whole);
        }
      }
      for (int i = 0; i < 20; i++) {
        assertThat(Feeding.pieces(format(), sample.bytes(), random, 1 << (4 + i % 12)))
            .as("%s in random pieces", sample)
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void feedingTakesAllBytesAndGoesOnAfterTheEnd() {
    for (Sample sample : samples()) {
      StreamInspector inspector = format().inspector(Limits.DEFAULT);
      ByteBuffer bytes = ByteBuffer.wrap(sample.bytes());
      boolean more = inspector.feed(bytes);
      assertThat(bytes.hasRemaining()).as("%s: bytes were left", sample).isFalse();
      if (!more) {
        Verdict before = inspector.verdict(sample.bytes().length);
        inspector.feed(ByteBuffer.allocate(100_000));
        assertThat(inspector.verdict(sample.bytes().length)).isEqualTo(before);
      }
    }
  }

  @Test
  void emptyStreamAndEmptyBuffersAreNothingSpecial() {
    StreamInspector inspector = format().inspector(Limits.DEFAULT);
    assertThatCode(() -> inspector.feed(ByteBuffer.allocate(0))).doesNotThrowAnyException();
    Verdict verdict = inspector.verdict(0);
    assertThat(verdict instanceof Verdict.Other).isNotEqualTo(hasNoStructure());
    assertThat(format().probe(ByteBuffer.allocate(0), NO_TAIL))
        .isEqualTo(hasNoStructure() ? Match.MAYBE : Match.NO);
  }

  @Test
  void probeLeavesTheBufferAsItWas() {
    for (Sample sample : samples()) {
      byte[] head = Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, DiskFormat.HEAD));
      ByteBuffer buffer = ByteBuffer.allocateDirect(head.length + 13);
      buffer.position(13).mark();
      buffer.put(head).reset();
      ByteBuffer shown = buffer.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);

      Match match = format().probe(shown, NO_TAIL);

      assertThat(shown.position()).isEqualTo(13);
      assertThat(shown.limit()).isEqualTo(head.length + 13);
      assertThat(shown.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(format().probe(ByteBuffer.wrap(head), NO_TAIL)).isEqualTo(match);
      assertThat(format().probe(shown, NO_TAIL)).isEqualTo(match);
    }
  }

  @Test
  void probeAgreesWithTheVerdict() {
    for (Sample sample : samples()) {
      byte[] head = Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, DiskFormat.HEAD));
      int tail = Math.min(sample.bytes().length, DiskFormat.TAIL);
      ByteBuffer end = ByteBuffer.wrap(sample.bytes(), sample.bytes().length - tail, tail);
      Match match = format().probe(ByteBuffer.wrap(head), end);
      Verdict verdict = Feeding.whole(format(), sample.bytes());
      if (match == Match.NO) {
        assertThat(verdict).as(sample.name()).isInstanceOf(Verdict.Other.class);
      }
      if (match == Match.YES) {
        assertThat(verdict).as(sample.name()).isNotInstanceOf(Verdict.Other.class);
      }
    }
  }

  @Test
  void noMutationOfTheHeaderThrowsOrTakesLong() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (Sample sample : small()) {
            int header = Math.min(headerBytes(), sample.bytes().length);
            for (int at = 0; at < header; at++) {
              mutate(sample, at);
            }
          }
        });
  }

  private void mutate(Sample sample, int at) {
    byte[] changed = sample.bytes().clone();
    for (int value : VALUES) {
      changed[at] = (byte) value;
      judge(sample + ", byte " + at + " = " + value, changed, changed.length);
    }
    for (int bit = 0; bit < 8; bit++) {
      changed[at] = (byte) (sample.bytes()[at] ^ (1 << bit));
      judge(sample + ", byte " + at + ", bit " + bit, changed, changed.length);
    }
  }

  @Test
  void noRandomDamageThrows() {
    Random random = new Random(4711);
    for (Sample sample : small()) {
      int header = Math.min(headerBytes(), sample.bytes().length);
      for (int i = 0; i < 2_000 && header > 0; i++) {
        byte[] changed = sample.bytes().clone();
        for (int wounds = 1 + random.nextInt(8); wounds > 0; wounds--) {
          changed[random.nextInt(header)] = (byte) random.nextInt();
        }
        judge(sample + ", damage " + i, changed, changed.length);
      }
    }
  }

  @Test
  void fileThatIsCutOffInItsHeaderIsNeverSound() {
    for (Sample sample : samples()) {
      int header = Math.min(headerBytes(), sample.bytes().length - 1);
      for (int length = 0; length <= header; length++) {
        Verdict verdict = judge(sample + ", cut at " + length, sample.bytes(), length);
        if (!hasNoStructure()) {
          assertThat(verdict)
              .as("%s, cut at %d", sample, length)
              .isNotInstanceOf(Verdict.Sound.class);
        }
      }
    }
  }

  @Test
  void lengthsThatCannotBeDoNotThrow() {
    for (Sample sample : samples()) {
      for (long length : new long[] {0, 1, Integer.MAX_VALUE, Long.MAX_VALUE}) {
        StreamInspector inspector = format().inspector(Limits.DEFAULT);
        inspector.feed(ByteBuffer.wrap(sample.bytes()));
        assertThatCode(() -> inspector.verdict(length)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void inspectionNeedsLittleMemory() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    for (Sample sample : samples()) {
      ByteBuffer bytes = ByteBuffer.wrap(sample.bytes());
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        long before = threads.getThreadAllocatedBytes(self);
        StreamInspector inspector = format().inspector(Limits.DEFAULT);
        inspector.feed(bytes.rewind());
        inspector.verdict(sample.bytes().length);
        best = Math.min(best, threads.getThreadAllocatedBytes(self) - before);
      }
      assertThat(best).as("bytes allocated for %s", sample).isLessThan(BYTES_OF_AN_INSPECTION);
    }
  }

  private List<Sample> small() {
    List<Sample> small = samples().stream().filter(s -> s.bytes().length <= 1 << 20).toList();
    return small.subList(0, Math.min(small.size(), 4));
  }

  private Verdict judge(String what, byte[] bytes, int length) {
    try {
      Verdict verdict = Feeding.whole(format(), bytes, length);
      if (verdict instanceof Verdict.Unfit unfit) {
        assertThat(unfit.detail()).as(what).isNotBlank().hasSizeLessThan(300).isPrintable();
      }
      return verdict;
    } catch (RuntimeException e) {
      throw new AssertionError(what + " makes the inspector throw", e);
    }
  }
}
