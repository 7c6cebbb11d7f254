// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;

/** Karaf's own shell without a container: parses, injects and runs as on a server. */
final class Console implements AutoCloseable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          ImageListCommand.class,
          ImageShowCommand.class,
          ImageDeleteCommand.class,
          StoreListCommand.class,
          FormatListCommand.class,
          DiskInfoCommand.class,
          DiskConvertCommand.class,
          NotificationListCommand.class,
          JobRunCommand.class,
          JobListCommand.class,
          JobShowCommand.class,
          JobStopCommand.class,
          JobRestartCommand.class,
          JobHelpCommand.class,
          PolicyCheckCommand.class,
          CacheListCommand.class,
          CacheClearCommand.class,
          CachePrefetchCommand.class,
          CachePruneCommand.class,
          MetadefLoadCommand.class,
          MetadefExportCommand.class,
          MetadefUnloadCommand.class,
          MetadefNamespaces.class,
          ImageIds.class,
          StoreIds.class,
          JobNames.class,
          JobParameters.class,
          RunNumbers.class);

  private final ThreadIOImpl threads = new ThreadIOImpl();
  private final SessionFactoryImpl factory;
  private final ManagerImpl manager;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Session session;
  private boolean closed;

  /**
   * @param services what the commands may use
   */
  Console(Object... services) {
    threads.start();
    factory = new SessionFactoryImpl(threads);
    manager = new ManagerImpl(factory.getRegistry(), factory.getRegistry(), true);
    for (Object service : services) {
      factory.getRegistry().register(service);
    }
    COMMANDS.forEach(manager::register);
    PrintStream out = new PrintStream(written, true, UTF_8);
    session = factory.create(new ByteArrayInputStream(new byte[0]), out, out);
  }

  /** Runs a command line and answers with what it printed. */
  String run(String line) throws Exception {
    written.reset();
    session.execute(line);
    return written.toString(UTF_8);
  }

  /** What was printed since the last command began. */
  String printed() {
    return written.toString(UTF_8);
  }

  List<String> complete(Class<? extends Completer> type, String begin) throws Exception {
    List<String> candidates = new ArrayList<>();
    manager
        .instantiate(type)
        .complete(session, new ArgumentCommandLine(begin, begin.length()), candidates);
    return candidates;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    session.close();
    factory.stop();
    threads.stop();
  }
}
