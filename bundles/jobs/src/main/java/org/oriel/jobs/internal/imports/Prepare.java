// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.policy.ProjectQuotas;

/** Step {@code prepare}: the task begins and the image is {@code importing}. */
final class Prepare implements ImportStep.Work {
  private final ProjectQuotas quotas;

  Prepare(ProjectQuotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public void run(Import wanted, ImportStep.StopSign stop) {
    wanted.image();
    boolean first = wanted.isNew();
    wanted.begin();
    Image begun = wanted.change(image -> begun(wanted, image, first));
    if (first) {
      requireRoom(wanted, begun);
    }
  }

  /** Again, since the order may have waited for long; the image counts among those on their way. */
  private void requireRoom(Import wanted, Image image) {
    Optional<String> project = wanted.project();
    if (wanted.order().method().equals(Order.GLANCE_DIRECT)) {
      quotas.requireStorage(project, image.content().size().orElse(0));
    } else {
      quotas.requireStaging(project, 0);
      quotas.requireUploads(project);
    }
  }

  private static Image begun(Import wanted, Image image, boolean first) {
    Image begun = image;
    if (wanted.order().copies()) {
      if (image.status() != ImageStatus.ACTIVE) {
        throw new Refusal.Invalid("Only images with status active can be targeted for copying");
      }
    } else if (image.status() != ImageStatus.IMPORTING && image.status() != ImageStatus.ACTIVE) {
      begun = image.beginImport();
    }
    if (first || begun.status() != image.status()) {
      begun = Import.listed(begun, Import.WAITING, wanted.order().stores());
      begun = Import.listed(begun, Import.FAILED, List.of());
    }
    return begun;
  }
}
