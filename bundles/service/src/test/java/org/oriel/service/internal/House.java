// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.disk.qcow2.internal.Qcow2Format;
import org.oriel.disk.raw.internal.RawFormat;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.policy.internal.RulePolicy;
import org.oriel.policy.internal.protection.ConfiguredProtection;
import org.oriel.policy.internal.quota.ConfiguredQuotas;
import org.oriel.service.Download;
import org.oriel.signature.internal.VerifiedSignatures;
import org.oriel.storage.internal.Shelves;
import org.oriel.testkit.catalogue.MemoryCatalogue;
import org.oriel.testkit.catalogue.MemoryTasks;

/** All rooms that the use cases need: the real ones, with a catalogue in memory. */
final class House implements AutoCloseable {
  final MemoryCatalogue memory = new MemoryCatalogue();
  final TroubledCatalogue catalogue = new TroubledCatalogue(memory);
  final Qcow2Format qcow2 = new Qcow2Format();
  final DiskInspector inspector = new DiskInspector();
  final Path directory;
  final Shelves shelves;
  final TroubledStorage storage;
  final RulePolicy policy;
  final ConfiguredProtection protection;
  final ConfiguredQuotas quotas;
  final VerifiedSignatures signatures;
  final UploadRecovery recovery;
  final MemoryTasks tasks;
  final LocationWork work;
  final CacheRoom caches = new CacheRoom();
  final ImagesService images;
  final ImageLocationsService locations;
  final ImageFilesService files;
  final MembersService members;
  final ImageActionsService actions;

  final Caller admin;
  final Caller alice;
  final Caller rita;
  final Caller bob;

  House(Path directory) {
    this(directory, Map.of(), Map.of());
  }

  House(Path directory, Map<String, Object> policySettings, Map<String, Object> settings) {
    this.directory = directory;
    shelves = new Shelves(directory, !settings.containsKey("one store"));
    storage = new TroubledStorage(shelves.storage());
    inspector.addFormat(new RawFormat());
    inspector.addFormat(qcow2);
    try {
      policy = new RulePolicy(policySettings);
      protection = new ConfiguredProtection(policy, policySettings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    quotas = new ConfiguredQuotas(memory, policySettings);
    signatures = new VerifiedSignatures(Map.of("certificate_directory", certificates().toString()));
    recovery = new UploadRecovery(catalogue, storage, Instant.EPOCH);
    tasks = new MemoryTasks(memory);
    work = new LocationWork(catalogue, tasks, storage, quotas, settings);
    locations = new ImageLocationsService(catalogue, policy, storage, work);
    images =
        new ImagesService(catalogue, policy, protection, quotas, storage, work, caches, settings);
    files =
        new ImageFilesService(
            catalogue,
            policy,
            quotas,
            storage,
            inspector,
            recovery,
            signatures,
            memory.outbox(),
            caches,
            settings);
    members = new MembersService(catalogue, memory, policy, settings);
    actions = new ImageActionsService(catalogue, policy, storage);
    admin = judged(Caller.of("root", "ops", Set.of("admin", "member", "reader")));
    alice = judged(Caller.of("alice", "p1", Set.of("member", "reader")));
    rita = judged(Caller.of("rita", "p1", Set.of("reader")));
    bob = judged(Caller.of("bob", "p2", Set.of("member", "reader")));
  }

  /** Where certificates of signed images are. */
  Path certificates() {
    return directory.resolveSibling(directory.getFileName() + "-certificates");
  }

  private Caller judged(Caller caller) {
    return caller.withAdmin(policy.isAdmin(caller));
  }

  @Override
  public void close() {
    work.stop();
    recovery.stop();
    shelves.close();
  }

  static Attributes bare(String diskFormat) {
    return Attributes.NONE
        .withName(Optional.of("test"))
        .withDiskFormat(Optional.of(diskFormat))
        .withContainerFormat(Optional.of("bare"));
  }

  /** A queued image of alice. */
  Image queued(String diskFormat) {
    return images.create(alice, Optional.empty(), bare(diskFormat));
  }

  /** An active image of alice. */
  Image active(String text) {
    return upload(queued("raw"), text);
  }

  Image upload(Image image, String text) {
    return upload(image, bytes(text));
  }

  Image upload(Image image, byte[] bytes) {
    return files.upload(alice, image.id(), OptionalLong.empty(), Optional.empty(), data(bytes));
  }

  Image now(Image image) {
    return memory.find(image.id(), Caller.SYSTEM).orElseThrow();
  }

  /** Every file below the stores, temporary ones too, as {@code store/name}. */
  Set<String> blobs() {
    try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
      return files
          .map(file -> directory.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of an image. */
  String text(Image image) throws IOException {
    try (Download download = files.open(alice, image.id()).orElseThrow()) {
      byte[] bytes = Channels.newInputStream(download.from(0)).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ReadableByteChannel data(String text) {
    return data(bytes(text));
  }

  static ReadableByteChannel data(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  /** Data that do something before they end. */
  static ReadableByteChannel data(String text, Runnable meanwhile) {
    ReadableByteChannel real = data(text);
    return new ReadableByteChannel() {
      private boolean done;

      @Override
      public int read(ByteBuffer into) throws IOException {
        int count = real.read(into);
        if (count < 0 && !done) {
          done = true;
          meanwhile.run();
        }
        return count;
      }

      @Override
      public boolean isOpen() {
        return real.isOpen();
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }
}
