// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.oriel.store.BlobWriter;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;

/** Another process that writes half a blob; it lives until it is killed. */
final class KilledWriter implements AutoCloseable {
  private static final int WRITTEN = 'w';

  private final Process process;

  private KilledWriter(Process process) {
    this.process = process;
  }

  /** Starts the process and returns when it has written something. */
  static KilledWriter start(StoreFixture fixture, String blobId) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(KilledWriter.class.getName());
    command.add(fixture.type().getClass().getName());
    command.add(fixture.settings().store());
    command.add(blobId);
    fixture.settings().options().forEach((name, value) -> command.addAll(List.of(name, value)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (process.getInputStream().read() != WRITTEN) {
      process.destroyForcibly();
      throw new IOException("The writing process did not get to write.");
    }
    return new KilledWriter(process);
  }

  /** Kills the process, as {@code kill -9} does, and waits for its end. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Type class, store id, blob id, then names and values of the options. */
  public static void main(String[] arguments) throws Exception {
    StoreType type =
        Class.forName(arguments[0])
            .asSubclass(StoreType.class)
            .getDeclaredConstructor()
            .newInstance();
    Map<String, String> options = new HashMap<>();
    for (int i = 3; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    BlobWriter writer =
        type.open(new StoreSettings(arguments[1], options))
            .create(arguments[2], OptionalLong.empty());
    writer.write(ByteBuffer.wrap(Samples.bytes(1 << 20, 1)));
    System.out.write(WRITTEN);
    System.out.flush();
    Thread.sleep(TimeUnit.MINUTES.toMillis(2));
  }
}
