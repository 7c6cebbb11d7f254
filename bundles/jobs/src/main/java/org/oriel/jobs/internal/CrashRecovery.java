// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.time.LocalDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs that a crash of this node left behind look as if they were under way, and Spring Batch would
 * refuse to restart them. No run of this node can be under way when it starts.
 */
final class CrashRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(CrashRecovery.class);
  private static final String WHY = "The server ended while this run was under way.";

  private final JobRepository repository;
  private final String node;

  CrashRecovery(JobRepository repository, String node) {
    this.repository = repository;
    this.node = node;
  }

  void recover(String job) {
    for (JobExecution execution : repository.findRunningJobExecutions(job)) {
      if (RunParameters.node(execution.getJobParameters()).equals(node)) {
        markFailed(execution);
        LOG.warn("Run {} of job {} was under way when this server ended.", execution.getId(), job);
      }
    }
  }

  private void markFailed(JobExecution execution) {
    LocalDateTime now = LocalDateTime.now(RunParameters.zone(execution.getJobParameters()));
    ExitStatus failed = new ExitStatus(ExitStatus.FAILED.getExitCode(), WHY);
    for (StepExecution step : execution.getStepExecutions()) {
      if (step.getStatus().isRunning()) {
        step.setStatus(BatchStatus.FAILED);
        step.setExitStatus(failed);
        step.setEndTime(now);
        repository.update(step);
      }
    }
    execution.setStatus(BatchStatus.FAILED);
    execution.setExitStatus(failed);
    execution.setEndTime(now);
    repository.update(execution);
  }
}
