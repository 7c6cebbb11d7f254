// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;

/** A command that tells of refusals by their message, which makes its exit status non-zero. */
abstract class OrielCommand implements Action {
  @Reference private @Nullable Session session;

  @Override
  public final @Nullable Object execute() throws Exception {
    try {
      run(need(session, "The console").getConsole());
      return null;
    } catch (Refusal e) {
      throw new CommandException(e.getMessage());
    }
  }

  abstract void run(PrintStream out) throws Exception;

  /** A service, if it is there just now. */
  static <T> T need(@Nullable T service, String name) throws CommandException {
    if (service == null) {
      throw new CommandException(name + " is not started; oriel:why tells what is missing.");
    }
    return service;
  }
}
