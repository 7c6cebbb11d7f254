// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.codec.DeflateEncoder.Wrapper;

/** Every stream is judged by zlib, through the JDK's Inflater. */
class DeflateEncoderTest {
  private static final int CLUSTER = 65_536;

  /** Packs, unpacks, compares, and says how long the stream was. */
  private static int verified(DeflateEncoder encoder, Wrapper wrapper, byte[] content) {
    ByteBuffer into = ByteBuffer.allocate(DeflateEncoder.bound(content.length) + 3);
    into.position(3);
    int length = encoder.encode(ByteBuffer.wrap(content), into);
    assertThat(into.position()).isEqualTo(3 + length);
    assertThat(length).isPositive().isLessThanOrEqualTo(DeflateEncoder.bound(content.length));
    Inflater inflater = new Inflater(wrapper == Wrapper.NONE);
    try {
      inflater.setInput(into.array(), 3, length);
      byte[] back = new byte[content.length + 1];
      int at = 0;
      while (!inflater.finished()) {
        int step = inflater.inflate(back, at, back.length - at);
        assertThat(step > 0 || inflater.finished()).as("progress at %d", at).isTrue();
        at += step;
      }
      assertThat(inflater.getRemaining()).isZero();
      assertThat(at).isEqualTo(content.length);
      assertThat(Arrays.mismatch(content, 0, at, back, 0, at)).isEqualTo(-1);
      return length;
    } catch (DataFormatException e) {
      throw new AssertionError("zlib refuses the stream", e);
    } finally {
      inflater.end();
    }
  }

  private static int verified(byte[] content) {
    return verified(new DeflateEncoder(Wrapper.NONE, 32_768), Wrapper.NONE, content);
  }

  @ParameterizedTest
  @EnumSource
  void contentsOfAllKindsComeBack(Wrapper wrapper) {
    for (int window : new int[] {512, 4096, 32_768}) {
      DeflateEncoder encoder = new DeflateEncoder(wrapper, window);
      for (int length : new int[] {0, 1, 2, 3, 4, 11, 12, 13, 511, 4096, CLUSTER - 1, CLUSTER}) {
        verified(encoder, wrapper, new byte[length]);
        verified(encoder, wrapper, Contents.noise(length, length));
        verified(encoder, wrapper, Contents.text(length, length));
        verified(encoder, wrapper, Contents.fibonacci(length, length));
        verified(encoder, wrapper, Contents.sparse(length, 7, length));
        verified(encoder, wrapper, Contents.period(length, 1 + length / 3, length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {CLUSTER + 1, CLUSTER + 258, 131_071, 131_072, 200_000, 2 << 20})
  void largeBlocksComeBack(int length) {
    for (Wrapper wrapper : Wrapper.values()) {
      DeflateEncoder encoder = new DeflateEncoder(wrapper, 32_768);
      verified(encoder, wrapper, new byte[length]);
      verified(encoder, wrapper, Contents.noise(length, 1));
      verified(encoder, wrapper, Contents.text(length, 2));
      verified(encoder, wrapper, Contents.mixed(length, 3));
      verified(encoder, wrapper, Contents.period(length, 32_768, 4));
      verified(encoder, wrapper, Contents.period(length, 32_769, 5));
    }
  }

  @Test
  void randomContentsComeBack() {
    Random random = new Random(20_261_123);
    DeflateEncoder near = new DeflateEncoder(Wrapper.ZLIB, 4096);
    DeflateEncoder far = new DeflateEncoder(Wrapper.NONE, 32_768);
    for (int round = 0; round < 600; round++) {
      byte[] content = Contents.mixed(random.nextInt(1 << (1 + random.nextInt(18))), round);
      verified(near, Wrapper.ZLIB, content);
      verified(far, Wrapper.NONE, content);
    }
  }

  @Test
  void everyPeriodComesBack() {
    DeflateEncoder encoder = new DeflateEncoder(Wrapper.NONE, 32_768);
    for (int period = 1; period < 600; period++) {
      verified(encoder, Wrapper.NONE, Contents.period(3000, period, period));
    }
  }

  @Test
  void deepestTreeStaysWithinFifteenBits() {
    byte[] content = Contents.fibonacci(CLUSTER, 5);
    assertThat(verified(content)).isLessThan(CLUSTER / 2);
  }

  @Test
  void whatDoesNotShrinkIsStored() {
    byte[] noise = Contents.noise(CLUSTER, 9);
    assertThat(verified(noise)).isBetween(CLUSTER + 5, CLUSTER + 12);
  }

  @Test
  void zerosTakeNextToNothing() {
    assertThat(verified(new byte[CLUSTER])).isLessThan(120);
    assertThat(verified(new byte[2 << 20])).isLessThan(3500);
  }

  @Test
  void nearlyAsSmallAsZlib() {
    byte[] text = Contents.text(1 << 20, 11);
    int ours = 0;
    int theirs = 0;
    DeflateEncoder encoder = new DeflateEncoder(Wrapper.NONE, 32_768);
    Deflater deflater = new Deflater(6, true);
    byte[] room = new byte[2 * CLUSTER];
    for (int at = 0; at < text.length; at += CLUSTER) {
      byte[] cluster = Arrays.copyOfRange(text, at, at + CLUSTER);
      ours += verified(encoder, Wrapper.NONE, cluster);
      deflater.reset();
      deflater.setInput(cluster);
      deflater.finish();
      theirs += deflater.deflate(room);
    }
    deflater.end();
    assertThat(ours).isLessThan((int) (theirs * 1.25));
  }

  @Test
  void matchesKeepToTheWindow() {
    byte[] once = Contents.noise(5000, 3);
    byte[] twice = new byte[10_000];
    System.arraycopy(once, 0, twice, 0, 5000);
    System.arraycopy(once, 0, twice, 5000, 5000);
    assertThat(verified(new DeflateEncoder(Wrapper.NONE, 32_768), Wrapper.NONE, twice))
        .isLessThan(6000);
    assertThat(verified(new DeflateEncoder(Wrapper.NONE, 4096), Wrapper.NONE, twice))
        .isGreaterThan(10_000);
  }

  @Test
  void zlibHeaderNamesTheWindow() {
    ByteBuffer into = ByteBuffer.allocate(100);
    new DeflateEncoder(Wrapper.ZLIB, 4096).encode(ByteBuffer.allocate(9), into);
    assertThat(into.get(0)).isEqualTo((byte) 0x48);
    assertThat(Short.toUnsignedInt(into.getShort(0)) % 31).isZero();
  }

  @Test
  void noRoomIsSaidAndNothingWritten() {
    ByteBuffer into = ByteBuffer.allocate(CLUSTER);
    DeflateEncoder encoder = new DeflateEncoder(Wrapper.NONE, 4096);
    ByteBuffer noise = ByteBuffer.wrap(Contents.noise(CLUSTER, 1));
    assertThat(encoder.encode(noise, into)).isEqualTo(-1);
    assertThat(into.position()).isZero();
    assertThat(noise.position()).isZero();
    assertThat(encoder.encode(ByteBuffer.allocate(CLUSTER), into)).isPositive();
  }

  @Test
  void buffersOfAllKindsGiveTheSameStream() {
    byte[] text = Contents.text(CLUSTER, 8);
    ByteBuffer array = ByteBuffer.allocate(CLUSTER);
    int length = new DeflateEncoder(Wrapper.NONE, 4096).encode(ByteBuffer.wrap(text), array);
    ByteBuffer from = ByteBuffer.allocateDirect(CLUSTER + 10).position(7).put(text).flip();
    from.position(7);
    ByteBuffer direct = ByteBuffer.allocateDirect(CLUSTER);
    DeflateEncoder encoder = new DeflateEncoder(Wrapper.NONE, 4096);
    assertThat(encoder.encode(from.asReadOnlyBuffer(), direct)).isEqualTo(length);
    assertThat(direct.flip()).isEqualTo(array.flip());
    ByteBuffer within = ByteBuffer.wrap(text, 100, 5000).slice();
    ByteBuffer one = ByteBuffer.allocate(CLUSTER);
    encoder.encode(within, one);
    ByteBuffer other = ByteBuffer.allocate(CLUSTER);
    encoder.encode(ByteBuffer.wrap(Arrays.copyOfRange(text, 100, 5100)), other);
    assertThat(one.flip()).isEqualTo(other.flip());
  }

  @Test
  void manyBlocksNeedNoMemory() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    DeflateEncoder encoder = new DeflateEncoder(Wrapper.ZLIB, 32_768);
    ByteBuffer text = ByteBuffer.wrap(Contents.text(CLUSTER, 1));
    ByteBuffer into = ByteBuffer.allocate(CLUSTER);
    encoder.encode(text, into);
    long before = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < 200; i++) {
      encoder.encode(text, into.clear());
    }
    assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(10_000);
  }

  @Test
  void impossibleWindowsAreRefused() {
    for (int window : new int[] {0, 256, 5000, 65_536}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DeflateEncoder(Wrapper.NONE, window));
    }
  }
}
