// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;
import org.oriel.image.Attributes;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;

/** Images as tables. Locations are never shown: they may hold credentials. */
final class ImageTables {
  private ImageTables() {}

  static void list(List<Image> images, PrintStream out) {
    ShellTable table = new ShellTable().emptyTableText("No images.");
    table.column("Id");
    table.column("Name");
    table.column("Status");
    table.column("Format");
    table.column("Size").alignRight();
    table.column("Visibility");
    table.column("Owner");
    table.column("Protected");
    table.column("Stores");
    table.column("Created");
    for (Image image : images) {
      Attributes attributes = image.attributes();
      table
          .addRow()
          .addContent(
              image.id(),
              Text.clean(attributes.name()),
              image.status().word(),
              Text.clean(attributes.diskFormat()),
              Text.size(image.content().size()),
              attributes.visibility().word(),
              Text.clean(attributes.owner()),
              Text.yes(attributes.isProtected()),
              stores(image),
              Text.instant(image.createdAt()));
    }
    table.print(out);
  }

  static void one(Image image, PrintStream out) {
    Attributes attributes = image.attributes();
    Content content = image.content();
    Facts facts =
        new Facts()
            .add("id", image.id())
            .add("name", Text.clean(attributes.name()))
            .add("status", image.status().word())
            .add("visibility", attributes.visibility().word())
            .add("owner", Text.clean(attributes.owner()))
            .add("disk_format", Text.clean(attributes.diskFormat()))
            .add("container_format", Text.clean(attributes.containerFormat()))
            .add("size", Text.exactSize(content.size()))
            .add("virtual_size", Text.exactSize(content.virtualSize()))
            .add("checksum", Text.clean(content.checksum()))
            .add("os_hash_algo", content.multihash().map(hash -> hash.algorithm()).orElse(""))
            .add("os_hash_value", content.multihash().map(hash -> hash.value()).orElse(""))
            .add("stores", stores(image))
            .add("min_disk", Integer.toString(attributes.minDisk()))
            .add("min_ram", Integer.toString(attributes.minRam()))
            .add("protected", Text.yes(attributes.isProtected()))
            .add("os_hidden", Text.yes(attributes.hidden()))
            .add("tags", Text.clean(String.join(", ", attributes.tags())))
            .add("created_at", Text.instant(image.createdAt()))
            .add("updated_at", Text.instant(image.updatedAt()));
    attributes
        .properties()
        .forEach((name, value) -> facts.add(Text.clean(name), Text.clean(value)));
    facts.print(out);
  }

  private static String stores(Image image) {
    return image.content().locations().stream()
        .map(ImageLocation::store)
        .map(store -> store.orElse("(default)"))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
