// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's MariaDB on a free port of the loopback, with its data below the temporary directory of
 * the build, for as long as the tests run.
 */
final class MariaDbServer {
  private static Optional<MariaDbServer> running = Optional.empty();

  private final int port;

  private MariaDbServer(int port) {
    this.port = port;
  }

  /** Why there can be no server; empty if there can. */
  static Optional<String> missing() {
    return Stream.of("mariadbd", "mariadb-install-db")
        .filter(program -> program(program).isEmpty())
        .map(program -> program + " is not installed (apt install mariadb-server)")
        .findFirst();
  }

  /** A program of this machine. */
  static Optional<Path> program(String name) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin")
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The one server of this build, started if need be. */
  static synchronized MariaDbServer get() {
    if (running.isEmpty()) {
      try {
        running = Optional.of(start());
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("MariaDB does not start", e);
      }
    }
    return running.get();
  }

  private static MariaDbServer start() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "mariadb");
    String user = System.getProperty("user.name");
    Path data = home.resolve("data").toAbsolutePath();
    Process install =
        run(
            home.resolve("install.log"),
            program("mariadb-install-db").orElseThrow().toString(),
            "--no-defaults",
            "--user=" + user,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--datadir=" + data);
    if (!install.waitFor(2, TimeUnit.MINUTES) || install.exitValue() != 0) {
      throw new IllegalStateException("mariadb-install-db failed, see " + home);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process server =
        run(
            home.resolve("server.log"),
            program("mariadbd").orElseThrow().toString(),
            "--no-defaults",
            "--user=" + user,
            "--datadir=" + data,
            "--bind-address=127.0.0.1",
            "--port=" + port,
            // a path of at most 107 characters, wherever the build is
            "--socket=" + Files.createTempDirectory("oriel").resolve("s"),
            "--skip-name-resolve",
            "--innodb-buffer-pool-size=64M");
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
    MariaDbServer started = new MariaDbServer(port);
    started.await(server);
    return started;
  }

  private static Process run(Path log, String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private void await(Process server) throws InterruptedException {
    for (int i = 0; i < 600 && server.isAlive(); i++) {
      try (Connection connection = connect("")) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException notYet) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    throw new IllegalStateException("MariaDB does not answer");
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + port + "/" + database, "root", "");
  }

  /** An empty database of a name, made anew. */
  String create(String name) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name);
      statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb3");
    }
    return url(name);
  }

  /** As OpenStack writes it. */
  String url(String name) {
    return "mysql+pymysql://root@127.0.0.1:" + port + "/" + name + "?charset=utf8";
  }

  /** First column of what a statement finds, as text. */
  List<String> ask(String database, String sql) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        answers.add(String.valueOf(rows.getString(1)));
      }
    }
    return answers;
  }
}
