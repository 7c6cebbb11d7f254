// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.oriel.event.Outbox;

/** Shows what waits to be told to others. */
@Service
@Command(
    scope = "oriel",
    name = "notification-list",
    description = "Shows how many notifications wait, and for whom.")
public final class NotificationListCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Outbox outbox;

  @Override
  void run(PrintStream out) throws Exception {
    Outbox there = need(outbox, "Outbox");
    ShellTable table = new ShellTable().emptyTableText("Nobody is notified.");
    table.column("For");
    table.column("Waiting").alignRight();
    table.column("Oldest");
    table.column("Dropped").alignRight();
    table.column("Delivered by");
    for (String channel : there.channels()) {
      Outbox.Backlog backlog = there.backlog(channel);
      table
          .addRow()
          .addContent(
              channel,
              backlog.rows(),
              backlog.oldest().map(Text::instant).orElse(""),
              backlog.dropped(),
              backlog.node().orElse(""));
    }
    table.print(out);
  }
}
