// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.metadefs.DefinitionFiles;

/** Completes names of namespaces. */
@Service
public final class MetadefNamespaces extends Candidates {
  @Reference(optional = true)
  private @Nullable DefinitionFiles service;

  @Override
  List<String> texts() {
    return of(service, DefinitionFiles::namespaces);
  }
}
