// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.rest.internal.schema.TypedProperties;
import org.oriel.rest.internal.wire.Times;
import org.oriel.service.AttributeNames;
import org.oriel.service.StoreDirectory;

/** How an image is shown: every name in the order that clients have always seen. */
final class ImageView {
  /** Properties of the server's own that no view shows. */
  private static final Set<String> HIDDEN =
      Set.of("os_glance_stage_host", "os_glance_hash_op_host");

  private final StoreDirectory stores;
  private final boolean showDirectUrl;
  private final boolean showLocations;
  private final TypedProperties properties;

  ImageView(
      StoreDirectory stores,
      boolean showDirectUrl,
      boolean showLocations,
      TypedProperties properties) {
    this.stores = stores;
    this.showDirectUrl = showDirectUrl;
    this.showLocations = showLocations;
    this.properties = properties;
  }

  void write(Image image, Caller caller, JsonGenerator out) throws IOException {
    boolean withheld = image.status() == ImageStatus.DEACTIVATED && !caller.isAdmin();
    out.writeStartObject();
    for (Map.Entry<String, String> property : image.attributes().properties().entrySet()) {
      if (isShown(property.getKey())) {
        out.writeStringField(property.getKey(), property.getValue());
      }
    }
    attributes(image, out);
    out.writeStringField("id", image.id());
    out.writeStringField("created_at", Times.text(image.createdAt()));
    out.writeStringField("updated_at", Times.text(image.updatedAt()));
    if (showLocations || showDirectUrl) {
      locations(withheld ? List.of() : stores.locations(image), out);
    }
    out.writeArrayFieldStart("tags");
    for (String tag : image.attributes().tags()) {
      out.writeString(tag);
    }
    out.writeEndArray();
    String self = "/v2/images/" + image.id();
    out.writeStringField("self", self);
    out.writeStringField("file", self + "/file");
    out.writeStringField("schema", "/v2/schemas/image");
    Optional<String> holding = withheld ? Optional.empty() : stores.holding(image);
    if (holding.isPresent()) {
      out.writeStringField("stores", holding.get());
    }
    out.writeEndObject();
  }

  private boolean isShown(String property) {
    return (AttributeNames.isCustom(property) && properties.admits(property))
        || (AttributeNames.isReserved(property) && !HIDDEN.contains(property));
  }

  private static void attributes(Image image, JsonGenerator out) throws IOException {
    Attributes attributes = image.attributes();
    Content content = image.content();
    text(out, "name", attributes.name());
    text(out, "disk_format", attributes.diskFormat());
    text(out, "container_format", attributes.containerFormat());
    out.writeStringField("visibility", attributes.visibility().word());
    number(out, "size", content.size());
    number(out, "virtual_size", content.virtualSize());
    out.writeStringField("status", image.status().word());
    text(out, "checksum", content.checksum());
    out.writeBooleanField("protected", attributes.isProtected());
    out.writeNumberField("min_ram", attributes.minRam());
    out.writeNumberField("min_disk", attributes.minDisk());
    text(out, "owner", attributes.owner());
    out.writeBooleanField("os_hidden", attributes.hidden());
    text(out, "os_hash_algo", content.multihash().map(Multihash::algorithm));
    text(out, "os_hash_value", content.multihash().map(Multihash::value));
  }

  private void locations(List<ImageLocation> locations, JsonGenerator out) throws IOException {
    if (showLocations) {
      out.writeArrayFieldStart("locations");
      for (ImageLocation location : locations) {
        out.writeStartObject();
        out.writeStringField("url", location.url());
        out.writePOJOField("metadata", location.metadata());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    if (showDirectUrl && !locations.isEmpty()) {
      out.writeStringField("direct_url", locations.get(0).url());
    }
  }

  private static void text(JsonGenerator out, String name, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      out.writeStringField(name, text.get());
    } else {
      out.writeNullField(name);
    }
  }

  private static void number(JsonGenerator out, String name, OptionalLong number)
      throws IOException {
    if (number.isPresent()) {
      out.writeNumberField(name, number.getAsLong());
    } else {
      out.writeNullField(name);
    }
  }
}
