// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.conversion.internal.ova.OvaReader.OvaDisk;
import org.oriel.disk.FormatException;
import org.oriel.disk.FormatException.Corrupt;
import org.oriel.disk.FormatException.Unsafe;
import org.oriel.disk.FormatException.Unsupported;

class OvaReaderTest {
  private static final byte[] DISK = disk();

  private final Map<String, ByteArrayOutputStream> shown = new LinkedHashMap<>();

  private static byte[] disk() {
    byte[] disk = new byte[5000];
    new Random(1).nextBytes(disk);
    return disk;
  }

  /** Notes what it is shown. */
  private final class Notes implements OvaReader.Visitor {
    private ByteArrayOutputStream now = new ByteArrayOutputStream();
    private long wanted;

    @Override
    public void begin(String name, long bytes) {
      now = new ByteArrayOutputStream();
      shown.put(name, now);
      wanted = bytes;
    }

    @Override
    public void feed(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        now.write(bytes.get());
      }
    }

    @Override
    public void end() {
      assertThat(now.size()).isEqualTo((int) wanted);
    }
  }

  private List<OvaDisk> read(byte[] archive, int piece) throws FormatException {
    shown.clear();
    OvaReader reader = new OvaReader(new Notes());
    for (int at = 0; at < archive.length; at += piece) {
      reader.feed(ByteBuffer.wrap(archive, at, Math.min(piece, archive.length - at)));
    }
    return reader.finish();
  }

  private List<OvaDisk> read(byte[] archive) throws FormatException {
    return read(archive, archive.length);
  }

  private byte[] disksBytes() {
    return Optional.ofNullable(shown.get("disk.vmdk")).orElseThrow().toByteArray();
  }

  private static Archive sound() {
    return new Archive().add("machine.ovf", Archive.ovf()).add("disk.vmdk", DISK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 511, 512, 513, 4096, 1 << 20})
  void disksAreShownWhateverThePieces(int piece) throws FormatException {
    assertThat(read(sound().end(), piece)).containsExactly(new OvaDisk("disk.vmdk", 20L << 30));
    assertThat(disksBytes()).isEqualTo(DISK);
    assertThat(shown).containsOnlyKeys("disk.vmdk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1", "SHA256", "SHA512"})
  void manifestIsCheckedWhereverItIs(String algorithm) throws FormatException {
    String manifest =
        Archive.line(algorithm, "machine.ovf", Archive.ascii(Archive.ovf()))
            + Archive.line(algorithm, "disk.vmdk", DISK);
    Archive early = new Archive().add("machine.ovf", Archive.ovf()).add("machine.mf", manifest);
    assertThat(read(early.add("disk.vmdk", DISK).end())).hasSize(1);
    assertThat(read(sound().add("machine.mf", manifest).add("machine.cert", "x").end())).hasSize(1);
    byte[] other = DISK.clone();
    other[4999] ^= 1;
    Archive wrong = new Archive().add("machine.mf", manifest).add("machine.ovf", Archive.ovf());
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(() -> read(wrong.add("disk.vmdk", other).end()))
        .withMessageContaining("another digest");
    Archive late = new Archive().add("machine.ovf", Archive.ovf()).add("disk.vmdk", other);
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(() -> read(late.add("machine.mf", manifest).end()));
  }

  @Test
  void sizesAreTakenByTheirUnits() throws FormatException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put("byte", 20L);
    sizes.put("byte * 2^30", 20L << 30);
    sizes.put("byte*2^40", 20L << 40);
    sizes.put("byte * 10^9", 20_000_000_000L);
    for (Map.Entry<String, Long> size : sizes.entrySet()) {
      String ovf =
          Archive.ovf(Archive.file("f", "disk.vmdk"), Archive.disk("f", "20", size.getKey()));
      assertThat(read(new Archive().add("a.ovf", ovf).add("disk.vmdk", DISK).end()))
          .extracting(OvaDisk::capacity)
          .containsExactly(size.getValue());
    }
  }

  @TestFactory
  Stream<DynamicTest> whatWritesTarsIsRead(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("machine.ovf"), Archive.ovf());
    Files.write(directory.resolve("disk.vmdk"), DISK);
    List<DynamicTest> tests = new ArrayList<>();
    for (String kind : List.of("ustar", "pax", "posix", "gnu", "oldgnu")) {
      tests.add(
          dynamicTest(
              kind,
              () -> {
                Process tar =
                    new ProcessBuilder(
                            "tar",
                            "--format=" + kind,
                            "-cf",
                            kind + ".ova",
                            "machine.ovf",
                            "disk.vmdk")
                        .directory(directory.toFile())
                        .start();
                assumeTrue(tar.waitFor() == 0, "SKIPPED: no GNU tar");
                assertThat(read(Files.readAllBytes(directory.resolve(kind + ".ova")))).hasSize(1);
                assertThat(disksBytes()).isEqualTo(DISK);
              }));
    }
    return tests.stream();
  }

  @Test
  void extendedHeadersGiveNameAndSize() throws FormatException {
    String name = "d\u00efsk " + "x".repeat(120) + ".vmdk";
    String path = " path=" + name + "\n";
    String line = (Archive.ascii(path).length + 3) + path;
    String ovf = Archive.ovf(Archive.file("f", name), Archive.disk("f", "1", "byte"));
    byte[] archive =
        new Archive()
            .add("machine.ovf", ovf)
            .add("pax", 'x', Archive.ascii(line + "13 mtime=1.5\n"))
            .add("short", DISK)
            .end();
    assertThat(read(archive)).containsExactly(new OvaDisk(name, 1));
  }

  private interface Made {
    byte[] make();
  }

  private DynamicTest refused(Class<? extends FormatException> how, String name, Made made) {
    return dynamicTest(
        name,
        () -> {
          for (int piece : new int[] {1, 512, 1 << 20}) {
            assertThatExceptionOfType(how)
                .isThrownBy(() -> read(made.make(), piece))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
          }
        });
  }

  private DynamicTest described(
      Class<? extends FormatException> how, String name, String files, String disks) {
    return refused(
        how,
        name,
        () ->
            new Archive()
                .add("machine.ovf", Archive.ovf(files, disks))
                .add("disk.vmdk", DISK)
                .end());
  }

  @TestFactory
  List<DynamicTest> members() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name :
        List.of("../x", "/etc/passwd", "a/b", "./disk", "a\\b", ".", "..", "", "a\nb")) {
      tests.add(refused(Unsafe.class, "name " + name, () -> sound().add(name, DISK).end()));
    }
    for (char type : "123456gLKSDMV".toCharArray()) {
      tests.add(
          refused(Unsafe.class, "type " + type, () -> sound().add("m", type, new byte[0]).end()));
    }
    tests.add(refused(Unsafe.class, "same name", () -> sound().add("disk.vmdk", DISK).end()));
    tests.add(refused(Unsafe.class, "two OVFs", () -> sound().add("b.OVF", Archive.ovf()).end()));
    tests.add(
        refused(
            Unsafe.class, "two manifests", () -> sound().add("a.mf", "").add("b.mf", "").end()));
    tests.add(
        refused(
            Unsafe.class,
            "data behind the end",
            () -> Arrays.copyOf(new Archive().raw(sound().end()).add("x", DISK).end(), 20_000)));
    tests.add(refused(Corrupt.class, "no end", () -> sound().unfinished()));
    tests.add(refused(Corrupt.class, "no OVF", () -> new Archive().add("disk", DISK).end()));
    tests.add(refused(Corrupt.class, "nothing", () -> new byte[0]));
    tests.add(refused(Corrupt.class, "noise", () -> DISK));
    tests.add(
        refused(
            Corrupt.class,
            "size of letters",
            () -> sound().raw(Archive.header("x", '0', "0000000abcd")).end()));
    tests.add(
        refused(
            Corrupt.class,
            "size without end",
            () -> sound().raw(Archive.header("x", '0', "77777777777")).end()));
    byte[] huge = Archive.header("x", '0', "00000000000");
    Arrays.fill(huge, 124, 136, (byte) 0xff);
    tests.add(refused(Corrupt.class, "size of 2^95", () -> sound().raw(Archive.sign(huge)).end()));
    byte[] path = Archive.header("x", '0', "00000000000");
    path[345] = 'p';
    tests.add(refused(Unsafe.class, "prefix", () -> sound().raw(Archive.sign(path)).end()));
    byte[] unsigned = Archive.header("x", '0', "00000000000");
    unsigned[0] = 'y';
    tests.add(refused(Corrupt.class, "wrong sum", () -> sound().raw(unsigned).end()));
    tests.add(
        refused(
            Unsupported.class,
            "too many members",
            () -> {
              Archive many = sound();
              for (int i = 0; i < 300; i++) {
                many.add("m" + i, "");
              }
              return many.end();
            }));
    for (String record :
        List.of(
            "x",
            "99 path=a\n",
            "3 =\n",
            "0 path=a\n",
            "-1 path=a\n",
            "8 path=a\n",
            "9 size=x\n",
            "999999999999999999999 a=b\n")) {
      tests.add(
          refused(
              Corrupt.class,
              "record " + record,
              () -> sound().add("p", 'x', Archive.ascii(record)).add("y", "").end()));
    }
    tests.add(
        refused(
            Unsafe.class,
            "path in a record",
            () -> sound().add("p", 'x', Archive.ascii("13 path=../a\n")).add("y", "").end()));
    tests.add(
        refused(
            Unsupported.class,
            "endless record",
            () -> sound().add("p", 'x', new byte[70_000]).end()));
    return tests;
  }

  @TestFactory
  List<DynamicTest> descriptions() {
    String file = Archive.file("f", "disk.vmdk");
    String disk = Archive.disk("f", "1", "byte");
    List<DynamicTest> tests = new ArrayList<>();
    for (String href :
        List.of("/etc/passwd", "../disk.vmdk", "other.vmdk", "http://host/disk", "")) {
      tests.add(described(Unsafe.class, "href " + href, Archive.file("f", href), disk));
    }
    tests.add(described(Corrupt.class, "disk of no file", file, Archive.disk("g", "1", "byte")));
    tests.add(described(Corrupt.class, "one id twice", file + file, disk));
    tests.add(described(Corrupt.class, "file without href", "<File ovf:id=\"f\"/>", disk));
    tests.add(
        described(
            Unsafe.class,
            "parent",
            file,
            disk.replace("ovf:diskId", "ovf:parentRef=\"e\" ovf:diskId")));
    tests.add(
        described(
            Unsupported.class,
            "packed",
            file.replace("ovf:size", "ovf:compression=\"gzip\" ovf:size"),
            disk));
    tests.add(
        described(
            Unsupported.class,
            "in pieces",
            file.replace("ovf:size", "ovf:chunkSize=\"1\" ovf:size"),
            disk));
    for (String size : List.of("-1", "x", "", "1.5", "99999999999999999999999")) {
      tests.add(
          described(Unsupported.class, "size " + size, file, Archive.disk("f", size, "byte")));
    }
    for (String unit : List.of("bit", "byte * 2^99", "byte * 3^2", "byte * 2^-1", "byte * 2^999")) {
      tests.add(described(Unsupported.class, unit, file, Archive.disk("f", "9", unit)));
    }
    tests.add(described(Corrupt.class, "broken XML", "<", disk));
    tests.add(
        described(Unsupported.class, "deep XML", "<a>".repeat(200) + "</a>".repeat(200), disk));
    tests.add(described(Unsupported.class, "much XML", "<a/>".repeat(100_001), disk));
    String[] types = {
      "<!DOCTYPE Envelope>",
      "<!DOCTYPE Envelope SYSTEM \"file:///etc/passwd\">",
      "<!DOCTYPE Envelope [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
      "<!DOCTYPE Envelope [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
    };
    for (String type : types) {
      String ovf = Archive.ovf(file, disk).replace("<Envelope ", type + "<Envelope ");
      tests.add(
          refused(
              Unsafe.class,
              type,
              () -> new Archive().add("m.ovf", ovf).add("disk.vmdk", DISK).end()));
    }
    tests.add(
        refused(
            Unsupported.class,
            "long OVF",
            () -> new Archive().add("m.ovf", new byte[(1 << 20) + 1]).end()));
    return tests;
  }

  @TestFactory
  List<DynamicTest> manifests() {
    List<DynamicTest> tests = new ArrayList<>();
    String right = Archive.line("SHA256", "disk.vmdk", DISK);
    tests.add(
        refused(
            Corrupt.class, "MD5", () -> sound().add("m.mf", right.replace("SHA256", "MD5")).end()));
    tests.add(refused(Corrupt.class, "twice", () -> sound().add("m.mf", right + right).end()));
    tests.add(refused(Corrupt.class, "noise", () -> sound().add("m.mf", DISK).end()));
    tests.add(
        refused(
            Corrupt.class,
            "member that is not there",
            () -> sound().add("m.mf", right.replace("disk", "other")).end()));
    tests.add(
        refused(
            Corrupt.class,
            "digest cut off",
            () -> sound().add("m.mf", right.substring(0, right.length() - 5) + "\n").end()));
    return tests;
  }

  @Test
  void archivesThatWereCutOffAreRefused() {
    byte[] whole = sound().end();
    for (int length = 0; length < whole.length - 512; length += 37) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(FormatException.class).isThrownBy(() -> read(cut));
    }
  }

  @Test
  void noMutationThrowsAnythingElse() {
    byte[] whole = sound().add("m.mf", Archive.line("SHA1", "disk.vmdk", DISK)).end();
    Random random = new Random(3);
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] = (byte) (at % 2 == 0 ? whole[at] ^ (1 << random.nextInt(8)) : random.nextInt());
      try {
        read(changed);
      } catch (FormatException refusal) {
        assertThat(refusal.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(DISK.length / 2);
  }
}
