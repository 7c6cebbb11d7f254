// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;

/** Lists stores. */
@Service
@Command(scope = "oriel", name = "store-list", description = "Lists stores and how they fare.")
public final class StoreListCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Storage storage;

  @Argument(name = "STORE", description = "Id of the only store to show.")
  @Completion(StoreIds.class)
  private @Nullable String wanted;

  @Override
  void run(PrintStream out) throws Exception {
    List<StoreStatus> stores =
        need(storage, "Storage").stores().stream()
            .filter(store -> wanted == null || wanted.equals(store.id()))
            .toList();
    if (stores.isEmpty() && wanted != null) {
      throw new Refusal.NotFound("There is no store " + wanted + ".");
    }
    ShellTable table = new ShellTable().emptyTableText("No stores.");
    for (String column : List.of("Store", "Type", "State", "Default", "Weight", "Free", "Leases")) {
      table.column(column);
    }
    table.column("Plugin");
    table.column("Detail");
    stores.forEach(store -> table.addRow().addContent(StoreRow.of(store)));
    table.print(out);
  }
}
