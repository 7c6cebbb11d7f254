// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import java.util.List;
import org.oriel.image.Refusal;

/** Definitions as files: one JSON document for each namespace, in Glance's format. */
public interface DefinitionFiles {
  /** What is done with a namespace that is there already. */
  enum Mode {
    /** It stays as it is. */
    NEW,
    /** What it lacks is added. */
    MERGE,
    /** What the file has is put in place of what it has; what the file lacks stays. */
    PREFER_NEW,
    /** What the file has is all that it has afterwards. */
    OVERWRITE
  }

  /** What was done. */
  enum Outcome {
    ADDED,
    MERGED,
    REPLACED,
    SKIPPED
  }

  /** What a file did to a namespace. */
  record Loaded(String namespace, Outcome outcome) {}

  /**
   * Loads a file, wholly or not at all.
   *
   * @param file UTF-8, at most 8 MiB
   * @throws Refusal.Invalid if it is not a definition
   */
  Loaded load(byte[] file, Mode mode);

  /** Names of all namespaces, in order of the alphabet. */
  List<String> namespaces();

  /**
   * A namespace as a file.
   *
   * @throws Refusal.NotFound if it is not there
   */
  byte[] export(String namespace);

  /**
   * Removes a namespace with all that is in it, also a protected one.
   *
   * @throws Refusal.NotFound if it is not there
   */
  void unload(String namespace);
}
