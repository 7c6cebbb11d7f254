// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.oriel.base.Workers;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Spring Batch without an application context. Runs have threads of their own, apart from those of
 * their steps: a run that waits for its partitions must not take their place.
 */
public final class Batch implements AutoCloseable {
  static final String TABLES = "oriel_batch_";
  private static final int RUNS = 4;
  private static final int WAITING_RUNS = 16;
  private static final int WAITING_STEPS = 1024;
  private static final int SECONDS_TO_END = 10;

  private final ExecutorService runs = Workers.pool("jobs-run", RUNS, WAITING_RUNS);
  private final ExecutorService steps;
  private final MapJobRegistry registry = new MapJobRegistry();
  private final JobRepository repository;
  private final JobOperator operator;
  private final PlatformTransactionManager stepTransactions = new ResourcelessTransactionManager();
  private final int workers;

  Batch(DataSource database, int workers, List<JobDeclaration> declarations) throws Exception {
    this.workers = workers;
    this.steps = Workers.pool("jobs-step", workers, WAITING_STEPS);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(JobRepository.class.getClassLoader());
    try {
      this.repository = makeRepository(database);
      for (JobDeclaration declaration : declarations) {
        registry.register(declaration.job(this));
      }
      this.operator = makeOperator();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static JobRepository makeRepository(DataSource database) throws Exception {
    JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
    factory.setDataSource(database);
    factory.setTransactionManager(new JdbcTransactionManager(database));
    factory.setTablePrefix(TABLES);
    // Stricter isolation only adds deadlocks: a unique key guards against twins.
    factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
    factory.afterPropertiesSet();
    return factory.getObject();
  }

  private JobOperator makeOperator() throws Exception {
    TaskExecutorJobOperator made = new TaskExecutorJobOperator();
    made.setJobRepository(repository);
    made.setJobRegistry(registry);
    made.setTaskExecutor(new TaskExecutorAdapter(runs));
    made.afterPropertiesSet();
    return made;
  }

  public JobRepository repository() {
    return repository;
  }

  /** Runs steps and partitions, a bounded number of them at the same time. */
  public TaskExecutor stepExecutor() {
    return new TaskExecutorAdapter(steps);
  }

  /** Steps and partitions that work at the same time. */
  public int workers() {
    return workers;
  }

  /**
   * For steps that commit by what they note in their context alone: holds no database connection
   * while a step works, which may take hours.
   */
  public PlatformTransactionManager stepTransactions() {
    return stepTransactions;
  }

  JobOperator operator() {
    return operator;
  }

  MapJobRegistry registry() {
    return registry;
  }

  /** Waits for runs, which have been asked to stop, for a bounded time. */
  @Override
  public void close() {
    runs.shutdown();
    try {
      if (!runs.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        runs.shutdownNow();
      }
    } catch (InterruptedException e) {
      runs.shutdownNow();
      Thread.currentThread().interrupt();
    }
    steps.shutdownNow();
  }
}
