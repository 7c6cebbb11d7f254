// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import org.oriel.image.ImageCatalogue;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.UsageCatalogue;
import org.oriel.task.TaskCatalogue;

/** The catalogues of one node on one set of records. */
public record Catalogues(
    ImageCatalogue images, MemberCatalogue members, TaskCatalogue tasks, UsageCatalogue usage) {}
