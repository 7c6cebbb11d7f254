// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import org.oriel.conversion.Inspector;
import org.oriel.event.Outbox;
import org.oriel.image.ImageCatalogue;
import org.oriel.jobs.internal.Borrowed;
import org.oriel.policy.ProjectQuotas;
import org.oriel.signature.Signatures;
import org.oriel.storage.Storage;
import org.oriel.task.TaskCatalogue;

/** The rooms that imports need. */
public record ImportRooms(
    ImageCatalogue images,
    TaskCatalogue tasks,
    Storage storage,
    Inspector inspector,
    ProjectQuotas quotas,
    Signatures signatures,
    Outbox outbox,
    Borrowed borrowed) {}
