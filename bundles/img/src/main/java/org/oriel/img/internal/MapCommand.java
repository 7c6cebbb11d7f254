// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.oriel.conversion.Standalone;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells where the data of a disk lie in the file. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = "Tells where the data of a disk lie in the file.")
final class MapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Format of the image (default: recognised).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "human|json",
      defaultValue = "human",
      description = "How to answer (default: ${DEFAULT-VALUE}).")
  private Output output = Output.HUMAN;

  @Parameters(index = "0", paramLabel = "FILE", description = "The image.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Standalone room = Plugins.open();
        OpenImage image = OpenImage.open(room.formats(), file, format)) {
      if (output == Output.JSON) {
        printJson(out, image.disk());
      } else {
        printTable(out, image.disk());
      }
      return Code.DONE;
    } catch (FormatException refusal) {
      throw OpenImage.about(file, refusal);
    }
  }

  private void printTable(PrintWriter out, Disk disk) throws IOException {
    out.printf("%-16s%-16s%-16s%s%n", "Offset", "Length", "Mapped to", "File");
    for (long at = 0; at < disk.info().virtualSize(); ) {
      Extent extent = merged(disk, at);
      if (extent.content() == Content.COMPRESSED) {
        throw new Refused(file + ": it holds compressed clusters; use --output=json.");
      }
      if (extent.content() == Content.DATA && extent.offset().isPresent()) {
        out.printf(
            "%-16s%-16s%-16s%s%n",
            hexadecimal(extent.start()),
            hexadecimal(extent.length()),
            hexadecimal(extent.offset().getAsLong()),
            Terminal.clean(file.toString()));
      }
      at = extent.end();
    }
  }

  private static void printJson(PrintWriter out, Disk disk) throws IOException {
    String before = "[";
    for (long at = 0; at < disk.info().virtualSize(); ) {
      Extent extent = merged(disk, at);
      boolean stored = extent.content().stored();
      out.printf(
          "%s{ \"start\": %d, \"length\": %d, \"depth\": 0, \"present\": %s, \"zero\": %s,"
              + " \"data\": %s, \"compressed\": %s%s}",
          before,
          extent.start(),
          extent.length(),
          extent.content() != Content.ABSENT,
          !stored,
          stored,
          extent.content() == Content.COMPRESSED,
          extent.offset().isPresent() ? ", \"offset\": " + extent.offset().getAsLong() : "");
      before = ",\n";
      at = extent.end();
    }
    out.println(before.equals("[") ? "[]" : "]");
  }

  /** A run with all that follows and goes on with it. */
  private static Extent merged(Disk disk, long start) throws FormatException {
    Extent extent = disk.extentAt(start);
    while (extent.end() < disk.info().virtualSize()) {
      Extent next = disk.extentAt(extent.end());
      if (next.content() != extent.content() || !follows(extent, next)) {
        break;
      }
      extent =
          new Extent(
              extent.start(), extent.length() + next.length(), extent.content(), extent.offset());
    }
    return extent;
  }

  private static boolean follows(Extent extent, Extent next) {
    OptionalLong offset = extent.offset();
    if (offset.isPresent() && next.offset().isPresent()) {
      return offset.getAsLong() + extent.length() == next.offset().getAsLong();
    }
    return offset.isEmpty() && next.offset().isEmpty();
  }

  private static String hexadecimal(long value) {
    return value == 0 ? "0" : "0x" + Long.toHexString(value);
  }
}
