// SPDX-License-Identifier: Apache-2.0
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes the raw content of a disk, the same on every machine: java MakeDisk.java FILE BYTES PERCENT
 * SEED. Runs of sectors with holes between, so that no cluster size divides their borders; of each
 * run's kind is all of it: words, one byte, noise, or zeros that are written.
 */
public final class MakeDisk {
  private static final int SECTOR = 512;
  private static final String[] WORDS = {
    "disk", "image", "cluster", "table", "sector", "zero", "format", "guest", "offset", "entry"
  };

  private MakeDisk() {}

  public static void main(String[] arguments) throws Exception {
    long size = Long.parseLong(arguments[1]);
    int percent = Integer.parseInt(arguments[2]);
    Random random = new Random(Long.parseLong(arguments[3]));
    try (RandomAccessFile file = new RandomAccessFile(arguments[0], "rw")) {
      file.setLength(size);
      for (long at = 0; at < size; ) {
        int sectors = 1 + random.nextInt(1 << (1 + random.nextInt(11)));
        int length = (int) Math.min((long) SECTOR * sectors, size - at);
        if (random.nextInt(100) < percent) {
          file.seek(at);
          file.write(run(length, random));
        }
        at += length;
      }
    }
  }

  private static byte[] run(int length, Random random) {
    byte[] run = new byte[length];
    int kind = random.nextInt(10);
    if (kind < 5) {
      for (int at = 0; at < length; ) {
        byte[] word = (WORDS[random.nextInt(WORDS.length)] + random.nextInt(100) + ' ').getBytes();
        int count = Math.min(word.length, length - at);
        System.arraycopy(word, 0, run, at, count);
        at += count;
      }
    } else if (kind < 6) {
      Arrays.fill(run, (byte) (1 + random.nextInt(255)));
    } else if (kind < 9) {
      random.nextBytes(run);
    }
    return run;
  }
}
