// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Makes keys, certificates and signatures with the openssl command, in a directory. */
final class Openssl {
  private final Path directory;

  Openssl(Path directory) {
    this.directory = directory;
  }

  static boolean isThere() {
    return Files.isExecutable(Path.of("/usr/bin/openssl"));
  }

  void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(Arrays.asList(arguments));
    Path log = directory.resolve("openssl.log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as("%s: %s", command, Files.readString(log)).isZero();
  }

  /** A key {@code NAME.key}: {@code rsa}, {@code dsa} or a curve. */
  void key(String name, String kind) throws IOException, InterruptedException {
    String file = name + ".key";
    switch (kind) {
      case "rsa" ->
          run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", file);
      case "dsa" -> {
        run(
            "genpkey",
            "-genparam",
            "-algorithm",
            "DSA",
            "-pkeyopt",
            "dsa_paramgen_bits:1024",
            "-out",
            "dsa.params");
        run("genpkey", "-paramfile", "dsa.params", "-out", file);
      }
      default -> run("ecparam", "-name", kind, "-genkey", "-noout", "-out", file);
    }
  }

  /** A certificate {@code ID.pem} that a key gives itself. */
  void certificate(String id, String key, String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "req",
                "-x509",
                "-new",
                "-sha256",
                "-key",
                key + ".key",
                "-days",
                "10",
                "-subj",
                "/CN=" + key,
                "-out",
                id + ".pem"));
    arguments.addAll(Arrays.asList(more));
    run(arguments.toArray(String[]::new));
  }

  /** A certificate {@code ID.pem} of a key, issued by that of another. */
  void issued(String id, String key, String issuerId, String issuerKey)
      throws IOException, InterruptedException {
    run("req", "-new", "-key", key + ".key", "-subj", "/CN=" + key, "-out", "request");
    run(
        "x509",
        "-req",
        "-sha256",
        "-in",
        "request",
        "-days",
        "10",
        "-set_serial",
        "7",
        "-CA",
        issuerId + ".pem",
        "-CAkey",
        issuerKey + ".key",
        "-out",
        id + ".pem");
  }

  /** The Base64 of a signature over data. */
  String sign(String key, String hash, byte[] data, String... more)
      throws IOException, InterruptedException {
    Files.write(directory.resolve("data"), data);
    List<String> arguments =
        new ArrayList<>(List.of("dgst", "-" + hash, "-sign", key + ".key", "-out", "signature"));
    arguments.addAll(Arrays.asList(more));
    arguments.add("data");
    run(arguments.toArray(String[]::new));
    return Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
        .encodeToString(Files.readAllBytes(directory.resolve("signature")));
  }
}
