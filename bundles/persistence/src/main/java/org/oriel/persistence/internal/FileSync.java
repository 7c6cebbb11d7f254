// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Makes committed changes of an embedded database durable. H2 writes behind and does not call fsync
 * on commit; this asks it to. Whoever commits while one fsync runs shares the next with all others
 * that wait.
 */
final class FileSync {
  private final DataSource source;
  private final AtomicLong commits = new AtomicLong();
  private final ReentrantLock turn = new ReentrantLock();
  private long synced;

  FileSync(DataSource source) {
    this.source = source;
  }

  /** Returns when everything that this thread has committed is on the disk. */
  void sync() throws SQLException {
    long mine = commits.incrementAndGet();
    turn.lock();
    try {
      if (synced < mine) {
        long covered = commits.get();
        try (Connection connection = source.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("CHECKPOINT SYNC");
        }
        synced = covered;
      }
    } finally {
      turn.unlock();
    }
  }
}
