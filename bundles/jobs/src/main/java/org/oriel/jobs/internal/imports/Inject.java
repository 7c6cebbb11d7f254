// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.util.Map;
import java.util.TreeMap;
import org.oriel.image.Attributes;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;

/** Step {@code inject}: the image has the properties that the operator gives imported images. */
final class Inject implements ImportStep.Work {
  private final Map<String, String> injected;

  Inject(Map<String, String> injected) {
    this.injected = injected;
  }

  @Override
  public void run(Import wanted, ImportStep.StopSign stop) {
    if (wanted.order().injects() && !injected.isEmpty()) {
      wanted.change(image -> image.status() == ImageStatus.IMPORTING ? with(image) : image);
    }
  }

  private Image with(Image image) {
    Attributes attributes = image.attributes();
    Map<String, String> properties = new TreeMap<>(attributes.properties());
    properties.putAll(injected);
    return image.with(attributes.withProperties(properties));
  }
}
