// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.oriel.testkit.disk.HostileOpaque;
import org.oriel.testkit.disk.HostileQcow2;
import org.oriel.testkit.disk.OpaqueFile;
import org.oriel.testkit.disk.Qcow2File;
import org.oriel.testkit.disk.QemuImg;
import org.oriel.testkit.disk.Sample;

/**
 * Writes what a fuzzer begins with: the hostile samples, small files of our own, and what qemu-img
 * makes, if it is there.
 */
public final class Seeds {
  private static final int MOST = 1 << 20;
  private static final List<String> QEMU =
      List.of(
          "qcow2",
          "qcow2 -o compat=0.10",
          "qcow2 -o cluster_size=512",
          "qcow2 -o extended_l2=on,cluster_size=65536",
          "vmdk -o subformat=monolithicSparse",
          "vmdk -o subformat=streamOptimized",
          "vpc -o subformat=dynamic",
          "vpc -o subformat=fixed",
          "vdi",
          "vdi -o static=on",
          "vhdx -o log_size=1048576,block_size=1048576",
          "parallels",
          "qed");

  private final Path directory;
  private int count;

  private Seeds(Path directory) {
    this.directory = directory;
  }

  /** Takes the directory. */
  public static void main(String[] arguments) throws IOException {
    Seeds seeds = new Seeds(Files.createDirectories(Path.of(arguments[0])));
    seeds.own();
    seeds.packed();
    if (QemuImg.isThere()) {
      seeds.qemu();
    }
  }

  private void own() throws IOException {
    for (List<Sample> samples :
        List.of(
            HostileQcow2.all().subList(0, 40),
            HostileOpaque.gpt(),
            HostileOpaque.iso(),
            HostileOpaque.luks(),
            HostileOpaque.qed())) {
      for (Sample sample : samples) {
        write(sample.bytes());
      }
    }
    write(OpaqueFile.iso(40_960, 20).bootMark().bytes());
    write(OpaqueFile.gpt(1_024).bytes());
    write(OpaqueFile.luks(4_096).bytes());
    write(Qcow2File.version(3).bytes());
  }

  private void packed() throws IOException {
    byte[] disk = Qcow2File.version(3).bytes();
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream into = new GZIPOutputStream(gzip)) {
      into.write(disk);
    }
    write(gzip.toByteArray());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream into = new ZipOutputStream(zip, StandardCharsets.UTF_8)) {
      into.putNextEntry(new ZipEntry("disk"));
      into.write(disk);
    }
    write(zip.toByteArray());
  }

  private void qemu() throws IOException {
    QemuImg qemu = new QemuImg(directory);
    qemu.img("create", "-f", "raw", "content", "200K");
    qemu.io("-f", "raw", "-c", "write -P 7 70000 5000", "content");
    for (String words : QEMU) {
      List<String> command = new ArrayList<>(List.of("convert", "-f", "raw", "-O"));
      command.addAll(List.of(words.split(" ")));
      command.addAll(List.of("content", "made"));
      made(qemu, command);
    }
    Files.delete(directory.resolve("content"));
  }

  private void made(QemuImg qemu, List<String> command) throws IOException {
    Path made = directory.resolve("made");
    try {
      qemu.img(command.toArray(String[]::new));
    } catch (AssertionError e) {
      // This qemu-img does not know the option: one seed less.
      Files.deleteIfExists(made);
      return;
    }
    write(Files.readAllBytes(made));
    Files.delete(made);
  }

  private void write(byte[] bytes) throws IOException {
    byte[] seed = bytes.length <= MOST ? bytes : Arrays.copyOf(bytes, MOST);
    Files.write(directory.resolve(String.format("seed%03d", count++)), seed);
  }
}
