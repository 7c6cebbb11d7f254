// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import java.util.Optional;
import org.oriel.image.Caller;

/**
 * Port: keeps the tokens of those who ordered work, for as long as it is done and in memory only.
 * After a restart they are gone.
 */
public interface KeptTokens {
  /** Keeps a token until {@link #drop}, or until there are too many or it has become too old. */
  void keep(String taskId, Caller.Token token);

  /** The token that was kept for a task. */
  Optional<Caller.Token> find(String taskId);

  void drop(String taskId);
}
