// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import java.util.function.Function;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;

/** Completes by the texts that a service offers, and by none while it is not there. */
abstract class Candidates implements Completer {
  @Override
  public final int complete(Session session, CommandLine line, List<String> candidates) {
    return new StringsCompleter(texts()).complete(session, line, candidates);
  }

  abstract List<String> texts();

  static <T> List<String> of(@Nullable T service, Function<T, List<String>> offers) {
    try {
      return service == null ? List.of() : offers.apply(service);
    } catch (Refusal unavailable) {
      return List.of();
    }
  }
}
