// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import org.oriel.image.Attributes;
import org.oriel.rest.internal.wire.RestSettings;

/** Reads the attributes of new images inside of other documents. */
public final class NewImages {
  private final Values values;

  public NewImages(RestSettings settings) {
    this.values =
        new Values(settings.diskFormats(), settings.containerFormats(), settings.properties());
  }

  /**
   * The attributes that a document describes.
   *
   * @throws org.oriel.image.Refusal as for an image that a client creates
   */
  public Attributes of(JsonNode document) {
    return ImageDocument.of(document, values).attributes();
  }
}
