// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.eclipse.persistence.sessions.UnitOfWork;
import org.oriel.image.Refusal;

/**
 * The one place where transactions begin, end, and are tried again when two stood in each other's
 * way. What the work throws undoes it.
 */
final class Transactions {
  private static final int TRIES = 6;

  /** Work on a connection. */
  @FunctionalInterface
  interface Look<T> {
    T at(Connection connection) throws SQLException;
  }

  private final EntityManagerFactory factory;
  private final DataSource source;
  private final Optional<FileSync> sync;

  /**
   * @param source the pool that the factory draws from as well
   * @param sync what makes a commit durable, where the database does not do so by itself
   */
  Transactions(EntityManagerFactory factory, DataSource source, Optional<FileSync> sync) {
    this.factory = factory;
    this.source = source;
    this.sync = sync;
  }

  /** Reads; each statement sees what is committed when it starts. */
  <T> T read(Function<EntityManager, T> work) {
    return tried(
        () -> {
          try (EntityManager entities = factory.createEntityManager()) {
            return work.apply(entities);
          }
        });
  }

  /** Reads as {@link #read}, past EclipseLink: each statement is one round trip and no more. */
  <T> T look(Look<T> work) {
    return tried(
        () -> {
          try (Connection connection = source.getConnection()) {
            return work.at(connection);
          } catch (SQLException e) {
            throw new PersistenceException(e);
          }
        });
  }

  /** Changes; durable after return. The work may run more than once. */
  <T> T write(Function<EntityManager, T> work) {
    return durable(
        () -> {
          try (EntityManager entities = factory.createEntityManager()) {
            return within(entities, work);
          }
        });
  }

  /** Changes as {@link #write}, past EclipseLink. */
  <T> T change(Look<T> work) {
    return durable(
        () -> {
          try (Connection connection = source.getConnection()) {
            return within(connection, work);
          } catch (SQLException e) {
            throw new PersistenceException(e);
          }
        });
  }

  private <T> T durable(Supplier<T> work) {
    T result = tried(work);
    if (sync.isPresent()) {
      try {
        sync.get().sync();
      } catch (SQLException e) {
        throw new PersistenceException("The change could not be made durable.", e);
      }
    }
    return result;
  }

  private static <T> T within(EntityManager entities, Function<EntityManager, T> work) {
    entities.getTransaction().begin();
    try {
      entities.unwrap(UnitOfWork.class).beginEarlyTransaction();
      T result = work.apply(entities);
      entities.getTransaction().commit();
      return result;
    } finally {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
    }
  }

  private static <T> T within(Connection connection, Look<T> work) throws SQLException {
    boolean done = false;
    connection.setAutoCommit(false);
    try {
      T result = work.at(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  private static <T> T tried(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (PersistenceException | EclipseLinkException e) {
        SqlFault fault = SqlFault.of(e);
        if (fault != SqlFault.COLLISION || attempt == TRIES) {
          Optional<Refusal> refusal = fault.refusal();
          if (refusal.isPresent()) {
            throw refusal.get();
          }
          throw e;
        }
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(5, 20L * attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SqlFault.COLLISION.refusal().orElseThrow();
    }
  }
}
