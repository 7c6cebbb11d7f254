// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.parallels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oriel.disk.Verdict.Reason.CORRUPT;
import static org.oriel.disk.Verdict.Reason.UNSUPPORTED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Verdict.Reason;
import org.oriel.testkit.disk.ByteSource;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.Sample;

class PloopContractTest extends DiskFormatContract {
  private static final String PLAIN = "WithoutFreeSpace";
  private static final String EXTENDED = "WithouFreSpacExt";

  /** 63 sectors: a cluster need not be a power of two. */
  private static final int CLUSTER = 63 * 512;

  private static final long DISK = 10L * CLUSTER - 512;

  private final List<Sample> samples = new ArrayList<>();

  PloopContractTest() {
    sound("plain", DISK, file(PLAIN, 63));
    sound("extended", DISK, file(EXTENDED, 2));
    sound("no disk at all", 0, file(PLAIN, 63).putLong(36, 0));
    sound("upper half without meaning", DISK, file(PLAIN, 63).putInt(40, 5));
    sound("where data begin is not said", DISK, file(PLAIN, 63).putInt(48, 0));
    sound("not closed", DISK, file(EXTENDED, 2).putInt(44, 0x746f6e59));
    unfit("version 1", UNSUPPORTED, f -> f.putInt(16, 1));
    unfit("version -1", UNSUPPORTED, f -> f.putInt(16, -1));
    unfit("clusters of nothing", CORRUPT, f -> f.putInt(28, 0));
    unfit("clusters without end", CORRUPT, f -> f.putInt(28, -1));
    unfit("clusters of 2 GiB", CORRUPT, f -> f.putInt(28, 1 << 22));
    unfit("table of nothing", CORRUPT, f -> f.putInt(32, 0));
    unfit("table too small", CORRUPT, f -> f.putInt(32, 9));
    unfit("table without end", UNSUPPORTED, f -> f.putInt(32, -1));
    unfit("table as long as the file", CORRUPT, f -> f.putInt(32, 100_000));
    unfit("more sectors than clusters", CORRUPT, f -> f.putLong(36, 631));
    unfit("negative size", CORRUPT, f -> f.putLong(36, -1));
    unfit("greatest size", CORRUPT, f -> f.putLong(36, Long.MAX_VALUE));
    unfit("data in the table", CORRUPT, f -> f.putInt(32, 500).putInt(48, 1));
    unfit("data outside", CORRUPT, f -> f.putInt(48, 1 << 20));
    unfit("cluster outside", CORRUPT, f -> f.putInt(64, 5));
    unfit("cluster far outside", CORRUPT, f -> f.putInt(64, -1));
    ByteBuffer onHeader = file(PLAIN, 1).putInt(48, 2);
    samples.add(Sample.unfit("cluster on the header", bytes(onHeader), CORRUPT));
    ByteBuffer shared = file(EXTENDED, 2);
    for (int cluster = 0; cluster < 10; cluster++) {
      shared.putInt(64 + 4 * cluster, 2);
    }
    samples.add(Sample.unfit("clusters one on the other", bytes(shared), CORRUPT));
    byte[] cut = Arrays.copyOf(bytes(file(PLAIN, 63)), 3 * CLUSTER - 1);
    samples.add(Sample.unfit("a byte less", cut, CORRUPT));
    samples.add(Sample.other("zeros", new byte[4096]));
    samples.add(Sample.other("15 letters", PLAIN.substring(1).getBytes(StandardCharsets.US_ASCII)));
  }

  /** Ten clusters, of which the fifth and the second are there, at places 1 and 2 of a cluster. */
  private static ByteBuffer file(String mark, int place) {
    ByteBuffer file = ByteBuffer.allocate(3 * CLUSTER).order(ByteOrder.LITTLE_ENDIAN);
    file.put(mark.getBytes(StandardCharsets.US_ASCII)).putInt(2).putInt(16).putInt(10);
    file.putInt(63).putInt(10).putLong(DISK / 512).putInt(0).putInt(1);
    file.putInt(64 + 4 * 4, place == 2 ? 1 : place);
    file.putInt(64 + 4, place == 2 ? 2 : 126);
    Arrays.fill(file.array(), CLUSTER, 2 * CLUSTER, (byte) 5);
    Arrays.fill(file.array(), 2 * CLUSTER, 3 * CLUSTER, (byte) 2);
    return file.clear();
  }

  private static byte[] bytes(ByteBuffer file) {
    byte[] bytes = new byte[file.capacity()];
    file.get(0, bytes);
    return bytes;
  }

  private void sound(String name, long size, ByteBuffer file) {
    samples.add(Sample.sound(name, bytes(file), size));
  }

  private void unfit(String name, Reason reason, UnaryOperator<ByteBuffer> change) {
    samples.add(Sample.unfit(name, bytes(change.apply(file(EXTENDED, 2))), reason));
  }

  @Test
  void opensWhatIsSoundAndRefusesTheRestForTheSameReason() {
    for (Sample sample : samples()) {
      assertThat(opened(sample)).as(sample.name()).isEqualTo(sample.expected());
    }
  }

  private Sample.Expected opened(Sample sample) {
    try (Disk disk = format().open(new ByteSource(sample.bytes()), Limits.DEFAULT)) {
      return new Sample.IsSound(disk.info().virtualSize());
    } catch (FormatException.NotThisFormat e) {
      return new Sample.IsOther();
    } catch (FormatException.Corrupt e) {
      return new Sample.IsUnfit(CORRUPT);
    } catch (FormatException.Unsupported e) {
      return new Sample.IsUnfit(UNSUPPORTED);
    } catch (FormatException e) {
      throw new AssertionError(sample.name(), e);
    }
  }

  @Test
  void bothMarksCountTheirOwnWay() throws FormatException {
    for (ByteBuffer file : List.of(file(PLAIN, 63), file(EXTENDED, 2))) {
      try (Disk disk = format().open(new ByteSource(bytes(file)), Limits.DEFAULT)) {
        byte[] content = new byte[(int) DISK];
        disk.read(0, ByteBuffer.wrap(content));
        assertThat(Arrays.copyOfRange(content, CLUSTER, 2 * CLUSTER)).containsOnly(2);
        assertThat(Arrays.copyOfRange(content, 4 * CLUSTER, 5 * CLUSTER)).containsOnly(5);
        assertThat(Arrays.copyOfRange(content, 5 * CLUSTER, (int) DISK)).containsOnly(0);
        assertThat(disk.extentAt(4L * CLUSTER + 7).offset()).hasValue(CLUSTER + 7);
      }
    }
  }

  @Override
  protected DiskFormat format() {
    return new PloopFormat();
  }

  @Override
  protected List<Sample> samples() {
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 104;
  }
}
