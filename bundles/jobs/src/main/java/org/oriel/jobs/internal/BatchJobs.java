// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.oriel.conversion.Inspector;
import org.oriel.event.Outbox;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.jobs.JobRun;
import org.oriel.jobs.Jobs;
import org.oriel.jobs.internal.imports.ImportJob;
import org.oriel.jobs.internal.imports.ImportRooms;
import org.oriel.jobs.internal.imports.ImportSettings;
import org.oriel.jobs.internal.verify.VerifyJob;
import org.oriel.policy.ProjectQuotas;
import org.oriel.signature.Signatures;
import org.oriel.storage.Storage;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.WorkOrder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Starts jobs, and tells of their runs. */
@Component(
    name = JobsSettings.PID,
    configurationPid = {JobsSettings.PID, ImportSettings.PID},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class BatchJobs implements Jobs {
  private static final Logger LOG = LoggerFactory.getLogger(BatchJobs.class);
  private static final int MOST_RUNS_SHOWN = 1000;
  private static final int LONGEST_VALUE = 2500;

  private final Map<String, JobDeclaration> declarations = new TreeMap<>();
  private final Batch batch;
  private final JobRepository repository;
  private final JdbcTemplate jdbc;
  private final String node;
  private final Map<Long, JobExecution> here = new ConcurrentHashMap<>();
  private final ReentrantLock starting = new ReentrantLock();

  @Activate
  public BatchJobs(
      @Reference DataSource database,
      @Reference ImageCatalogue catalogue,
      @Reference TaskCatalogue tasks,
      @Reference Storage storage,
      @Reference Inspector inspector,
      @Reference ProjectQuotas quotas,
      @Reference Signatures signatures,
      @Reference Outbox outbox,
      @Reference Borrowed borrowed,
      Map<String, Object> configuration)
      throws Exception {
    this(
        database,
        JobsSettings.of(configuration),
        ImportSettings.of(configuration),
        new ImportRooms(
            catalogue, tasks, storage, inspector, quotas, signatures, outbox, borrowed));
  }

  private BatchJobs(
      DataSource database, JobsSettings settings, ImportSettings imports, ImportRooms rooms)
      throws Exception {
    this(
        database,
        settings,
        List.of(
            new ImportJob(rooms, imports),
            new VerifyJob(
                rooms.images(),
                rooms.storage(),
                settings.reportDirectory(),
                settings.verifySpeed())));
  }

  BatchJobs(DataSource database, JobsSettings settings, List<JobDeclaration> jobs)
      throws Exception {
    jobs.forEach(job -> declarations.put(job.name(), job));
    this.node = settings.node();
    this.jdbc = new JdbcTemplate(database);
    this.batch = new Batch(database, settings.maxWorkers(), jobs);
    this.repository = batch.repository();
    CrashRecovery recovery = new CrashRecovery(repository, node);
    declarations.keySet().forEach(recovery::recover);
  }

  /** Asks all runs of this server to stop and waits for them, for a bounded time. */
  @Deactivate
  public void close() {
    for (JobExecution execution : here.values()) {
      if (execution.isRunning()) {
        try {
          stop(execution.getId());
        } catch (Refusal e) {
          LOG.debug("Run {} ended by itself.", execution.getId());
        }
      }
    }
    batch.close();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(new TreeSet<>(declarations.keySet()));
  }

  @Override
  public Map<String, String> parameters(String job) {
    return Collections.unmodifiableMap(new TreeMap<>(declaration(job).parameters()));
  }

  @Override
  public long start(String job, Map<String, String> parameters) {
    JobDeclaration declaration = declaration(job);
    check(declaration, parameters);
    starting.lock();
    try {
      for (JobExecution running : repository.findRunningJobExecutions(job)) {
        if (RunParameters.values(running.getJobParameters()).equals(parameters)) {
          throw new Refusal.Conflict(
              "Job " + job + " already runs with these parameters: run " + running.getId() + ".");
        }
      }
      // Two servers that start the same at the same time name the same occasion: one is refused.
      JobInstance last = repository.getLastJobInstance(job);
      long occasion = last == null ? 0 : last.getInstanceId();
      return launch(job, RunParameters.of(parameters, occasion, node));
    } finally {
      starting.unlock();
    }
  }

  private JobDeclaration declaration(String job) {
    JobDeclaration declaration = declarations.get(job);
    if (declaration == null) {
      throw new Refusal.NotFound("There is no job " + job + ".");
    }
    return declaration;
  }

  private static void check(JobDeclaration declaration, Map<String, String> parameters) {
    Set<String> known = new TreeSet<>(declaration.parameters().keySet());
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      if (!known.contains(each.getKey())) {
        throw new Refusal.Invalid(
            "Job "
                + declaration.name()
                + " knows no parameter "
                + each.getKey()
                + "; it knows "
                + String.join(", ", known)
                + ".");
      }
      if (each.getValue().length() > LONGEST_VALUE) {
        throw new Refusal.Invalid(
            "Parameter " + each.getKey() + " is longer than " + LONGEST_VALUE + " characters.");
      }
    }
    declaration.check(parameters);
  }

  private long launch(String name, JobParameters parameters) {
    here.values().removeIf(execution -> !execution.isRunning());
    Job job = batch.registry().getJob(name);
    if (job == null) {
      throw new IllegalStateException("Job " + name + " is declared but not registered.");
    }
    try {
      JobExecution execution = batch.operator().start(job, parameters);
      if (execution.getStatus() == BatchStatus.FAILED && execution.getStartTime() == null) {
        throw new Refusal.Unavailable("Too many runs wait already.", Duration.ofMinutes(1));
      }
      here.put(execution.getId(), execution);
      return execution.getId();
    } catch (JobExecutionException | DuplicateKeyException e) {
      LOG.info("Job {} was not started: {}", name, e.getMessage());
      throw new Refusal.Conflict("Job " + name + " already runs, or has nothing left to do.");
    }
  }

  @Override
  public long restart(long run) {
    starting.lock();
    try {
      JobExecution execution = execution(run);
      String job = execution.getJobInstance().getJobName();
      declaration(job);
      if (!Set.of(BatchStatus.FAILED, BatchStatus.STOPPED).contains(execution.getStatus())) {
        throw new Refusal.Conflict(
            "Run " + run + " is " + execution.getStatus() + ", neither failed nor stopped.");
      }
      JobExecution last = repository.getLastJobExecution(execution.getJobInstance());
      if (last != null && last.getId() != run) {
        throw new Refusal.Conflict("Run " + run + " was restarted as run " + last.getId() + ".");
      }
      String worker = RunParameters.node(execution.getJobParameters());
      if (!worker.equals(node)) {
        throw new Refusal.Conflict(
            "Run " + run + " worked on node " + worker + " and can go on only there.");
      }
      return launch(job, RunParameters.again(execution.getJobParameters(), node));
    } finally {
      starting.unlock();
    }
  }

  @Override
  public List<WorkOrder> leftBehind() {
    return declarations.values().stream().flatMap(job -> job.leftBehind().stream()).toList();
  }

  @Override
  public void stop(long run) {
    JobExecution recorded = execution(run);
    if (!recorded.getStatus().isRunning()) {
      throw new Refusal.Conflict("Run " + run + " has ended: " + recorded.getStatus() + ".");
    }
    if (recorded.getStatus() != BatchStatus.STOPPING) {
      // Not by the operator: it also writes the records of steps, which belong to their threads.
      recorded.setStatus(BatchStatus.STOPPING);
      repository.update(recorded);
    }
    JobExecution working = here.get(run);
    if (working != null) {
      working.getStepExecutions().forEach(StepExecution::setTerminateOnly);
    }
  }

  @Override
  public List<JobRun> latest(int limit) {
    int most = Math.min(Math.max(limit, 1), MOST_RUNS_SHOWN);
    List<JobRun> runs = new ArrayList<>();
    String newest =
        "SELECT JOB_EXECUTION_ID FROM "
            + Batch.TABLES
            + "JOB_EXECUTION ORDER BY JOB_EXECUTION_ID DESC LIMIT ?";
    for (Long number : jdbc.queryForList(newest, Long.class, most)) {
      JobExecution execution = repository.getJobExecution(number);
      if (execution != null) {
        runs.add(RunView.of(execution));
      }
    }
    return List.copyOf(runs);
  }

  @Override
  public JobRun show(long run) {
    return RunView.of(execution(run));
  }

  private JobExecution execution(long run) {
    Refusal none = new Refusal.NotFound("There is no run " + run + ".");
    try {
      return Optional.ofNullable(repository.getJobExecution(run)).orElseThrow(() -> none);
    } catch (EmptyResultDataAccessException e) {
      throw none;
    }
  }
}
