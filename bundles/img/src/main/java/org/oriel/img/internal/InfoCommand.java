// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.oriel.conversion.FileSource;
import org.oriel.conversion.FormatLease;
import org.oriel.conversion.Standalone;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what the header of an image says. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what the header of an image says.",
      "Other files that it names are told, and never opened."
    })
final class InfoCommand implements Callable<Integer> {
  private static final Pattern WORD = Pattern.compile("-?\\d{1,18}|true|false");

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
    try (Standalone room = Plugins.open();
        FileSource source = OpenImage.source(file);
        FormatLease lease = OpenImage.lease(room.formats(), source, format)) {
      DiskInfo info = lease.format().describe(source, Limits.DEFAULT);
      PrintWriter out = spec.commandLine().getOut();
      if (output == Output.JSON) {
        out.println(Json.of(facts(info, source.size())));
      } else {
        print(out, info, source.size());
      }
      return Code.DONE;
    } catch (FormatException refusal) {
      throw OpenImage.about(file, refusal);
    }
  }

  private void print(PrintWriter out, DiskInfo info, long fileBytes) {
    out.println("image: " + Terminal.clean(file.toString()));
    out.println("file format: " + info.format());
    out.println("virtual size: " + Sizes.exact(info.virtualSize()));
    out.println("file length: " + Sizes.exact(fileBytes));
    info.clusterSize().ifPresent(bytes -> out.println("cluster_size: " + bytes));
    info.references().forEach(name -> out.println("refers to: " + Terminal.clean(name)));
    if (!info.details().isEmpty()) {
      out.println("Format specific information:");
      info.details().forEach((name, value) -> out.println("    " + name + ": " + value));
    }
  }

  private Map<String, Object> facts(DiskInfo info, long fileBytes) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("virtual-size", info.virtualSize());
    facts.put("filename", file.toString());
    info.clusterSize().ifPresent(bytes -> facts.put("cluster-size", bytes));
    facts.put("format", info.format());
    facts.put("file-length", fileBytes);
    if (!info.details().isEmpty()) {
      Map<String, Object> data = new LinkedHashMap<>();
      info.details().forEach((name, value) -> data.put(name.replace(' ', '-'), word(value)));
      Map<String, Object> specific = new LinkedHashMap<>();
      specific.put("type", info.format());
      specific.put("data", data);
      facts.put("format-specific", specific);
    }
    if (!info.references().isEmpty()) {
      facts.put("references", List.copyOf(info.references()));
    }
    return facts;
  }

  /** Numbers and truth values as themselves, but for what is a name, such as {@code 1.1}. */
  private static Object word(String value) {
    if (!WORD.matcher(value).matches()) {
      return value;
    }
    return value.equals("true") || value.equals("false")
        ? (Object) Boolean.valueOf(value)
        : (Object) Long.valueOf(value);
  }
}
