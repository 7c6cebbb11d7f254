// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import org.oriel.event.Outbox;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.UsageCatalogue;
import org.oriel.task.TaskCatalogue;

/**
 * The catalogues of one node on one set of records, and its outbox with the channels of {@link
 * OutboxContract}.
 */
public record Catalogues(
    ImageCatalogue images,
    MemberCatalogue members,
    TaskCatalogue tasks,
    UsageCatalogue usage,
    CacheCatalogue cache,
    Outbox outbox) {}
