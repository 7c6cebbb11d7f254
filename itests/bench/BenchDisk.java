// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Makes the disk of the bench of conversions: content as an operating system leaves it, in extents with holes between. The
 * same arguments give the same bytes on every machine. {@code java BenchDisk.java FILE BYTES DATA-BYTES SEED}
 */
public final class BenchDisk {
  private static final int MOST = 8 << 20;
  private static final int GRAIN = 64 << 10;

  private long state;
  private final byte[][] words = new byte[4096][];

  private BenchDisk(long seed) {
    state = seed;
    for (int i = 0; i < words.length; i++) {
      words[i] = word(1 + below(i < 64 ? 1 : 3));
    }
  }

  public static void main(String[] arguments) throws IOException {
    new BenchDisk(Long.parseLong(arguments[3]))
        .write(Path.of(arguments[0]), Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
  }

  private void write(Path file, long size, long data) throws IOException {
    byte[] extent = new byte[MOST];
    long left = data;
    long holes = size - data;
    long position = 0;
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      while (left > 0) {
        // Small extents are the most frequent ones.
        int length = (int) Math.min(left, (long) GRAIN * (1 + below(1 << (1 + below(7)))));
        fill(extent, length);
        out.write(ByteBuffer.wrap(extent, 0, length), position);
        position += length;
        left -= length;
        if (below(2) == 0 && left > 0) {
          long hole = Math.min(holes, 2 * holes / left * length / GRAIN * GRAIN + (long) GRAIN * below(8));
          position += hole;
          holes -= hole;
        }
      }
      if (position < size) {
        out.write(ByteBuffer.allocate(1), size - 1);
      }
    }
  }

  /** One kind per extent: text 25 %, log 20 %, machine code 30 %, noise 20 %, zeros 5 %; some with zero pages in them. */
  private void fill(byte[] into, int length) {
    int kind = below(100);
    if (kind < 25) {
      text(into, length);
    } else if (kind < 45) {
      log(into, length);
    } else if (kind < 75) {
      code(into, length);
    } else if (kind < 95) {
      noise(into, length);
    } else {
      Arrays.fill(into, 0, length, (byte) 0);
    }
    if (below(4) == 0) {
      int from = 4096 * below(length / 4096);
      Arrays.fill(into, from, Math.min(length, from + 16_384), (byte) 0);
    }
  }

  private void text(byte[] into, int length) {
    int at = 0;
    while (at < length) {
      // The product of two equal chances prefers the first words, as people do.
      byte[] word = words[below(64) * below(64)];
      at = put(into, at, length, word);
      at = put(into, at, length, new byte[] {(byte) (below(12) == 0 ? '\n' : ' ')});
    }
  }

  private void log(byte[] into, int length) {
    long time = 1_700_000_000L + below(1 << 20);
    int at = 0;
    while (at < length) {
      time += below(30);
      String line =
          "{\"ts\":" + time + ",\"level\":\"" + (below(9) == 0 ? "WARN" : "INFO") + "\",\"pid\":" + below(32_768) + ",\"id\":\""
              + Long.toHexString(next()) + "\",\"unit\":\"" + string(256) + ".service\",\"msg\":\"" + string(4096) + ' ' + string(4096) + "\"}\n";
      at = put(into, at, length, line.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A few opcodes and small operands, now and then a phrase said before. */
  private void code(byte[] into, int length) {
    byte[] opcodes = {0x48, (byte) 0x89, (byte) 0x8b, 0x0f, (byte) 0xe8, (byte) 0x83, (byte) 0xc3, 0x55, 0x41, 0x5d, 0x31, (byte) 0x85, 0x74, 0x75, -1, 0x4c};
    int at = 0;
    while (at < length) {
      int kind = below(16);
      int run = Math.min(6 + below(32), length - at);
      if (kind == 0) {
        Arrays.fill(into, at, at + run, (byte) 0);
        at += run;
      } else if (kind < 4 && at > 4096) {
        System.arraycopy(into, at - 64 - run - below(2048), into, at, run);
        at += run;
      } else {
        for (int i = 0; i < 4 && at < length; i++) {
          into[at++] = opcodes[below(opcodes.length)];
          if (at < length && below(2) == 0) {
            into[at++] = (byte) below(64);
          }
        }
      }
    }
  }

  private void noise(byte[] into, int length) {
    ByteBuffer words = ByteBuffer.wrap(into, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    while (words.remaining() >= Long.BYTES) {
      words.putLong(next());
    }
  }

  private static int put(byte[] into, int at, int length, byte[] bytes) {
    int count = Math.min(bytes.length, length - at);
    System.arraycopy(bytes, 0, into, at, count);
    return at + count;
  }

  private String string(int of) {
    return new String(words[below(of)], StandardCharsets.US_ASCII);
  }

  private byte[] word(int syllables) {
    String[] begin = {"b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "st", "tr", "ch", "th"};
    String[] vowels = {"a", "e", "i", "o", "u", "ea", "io", "ou"};
    String[] end = {"", "", "n", "r", "s", "t", "l", "ng"};
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(begin[below(begin.length)]).append(vowels[below(vowels.length)]).append(end[below(end.length)]);
    }
    return word.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /** SplitMix64. */
  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
