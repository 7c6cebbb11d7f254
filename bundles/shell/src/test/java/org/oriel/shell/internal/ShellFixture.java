// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.image.Attributes;
import org.oriel.image.Image;
import org.oriel.jobs.internal.BatchJobs;
import org.oriel.jobs.internal.Borrowed;
import org.oriel.policy.internal.RulePolicy;
import org.oriel.policy.internal.protection.ConfiguredProtection;
import org.oriel.policy.internal.quota.ConfiguredQuotas;
import org.oriel.service.internal.CacheRoom;
import org.oriel.service.internal.ImagesService;
import org.oriel.service.internal.LocationWork;
import org.oriel.service.internal.PolicyCheckService;
import org.oriel.signature.internal.VerifiedSignatures;
import org.oriel.storage.internal.ConfiguredStore;
import org.oriel.storage.internal.StorageService;
import org.oriel.testkit.catalogue.MemoryCatalogue;
import org.oriel.testkit.catalogue.MemoryTasks;
import org.oriel.testkit.jobs.BatchTables;
import org.springframework.batch.core.job.Job;

/** The rooms that the commands speak to, as they are, on a catalogue in memory. */
final class ShellFixture implements AutoCloseable {
  final MemoryCatalogue catalogue = new MemoryCatalogue(Clock.systemUTC(), List.of("messaging"));
  final StorageService storage =
      new StorageService(Map.of("stores", "fast", "default_backend", "fast", "multistore", "true"));
  final ImagesService images;
  final PolicyCheckService policyCheck;
  final BatchJobs jobs;

  ShellFixture(Path reports) throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    BatchTables.create(database, Job.class.getClassLoader());
    // No plugin serves its type here: the store is absent.
    new ConfiguredStore(storage, Map.of("name", "fast", "type", "file"));
    RulePolicy policy = new RulePolicy(Map.of());
    policyCheck = new PolicyCheckService(catalogue, policy, policy);
    ConfiguredQuotas quotas = new ConfiguredQuotas(catalogue, Map.of());
    images =
        new ImagesService(
            catalogue,
            policy,
            new ConfiguredProtection(policy, Map.of()),
            quotas,
            storage,
            new LocationWork(catalogue, new MemoryTasks(catalogue), storage, quotas, Map.of()),
            new CacheRoom(),
            Map.of());
    Map<String, Object> settings =
        Map.of("report_directory", reports.toString(), "node", "this-node");
    jobs =
        new BatchJobs(
            database,
            catalogue,
            new MemoryTasks(catalogue),
            storage,
            new DiskInspector(),
            new ConfiguredQuotas(catalogue, Map.of()),
            new VerifiedSignatures(Map.of("certificate_directory", reports.toString())),
            catalogue.outbox(),
            new Borrowed(),
            settings);
  }

  Image addImage(String name, String owner) {
    Attributes attributes =
        Attributes.NONE
            .withName(Optional.of(name))
            .withOwner(Optional.of(owner))
            .withDiskFormat(Optional.of("qcow2"))
            .withProperties(Map.of("os_distro", "debian"));
    Image image = Image.queued(UUID.randomUUID().toString(), attributes, Instant.now());
    catalogue.add(image);
    return image;
  }

  @Override
  public void close() {
    jobs.close();
  }
}
