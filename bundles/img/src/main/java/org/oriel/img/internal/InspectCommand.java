// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.oriel.conversion.FileSource;
import org.oriel.conversion.Finding;
import org.oriel.conversion.FormatVerdict;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.Inspector;
import org.oriel.conversion.Standalone;
import org.oriel.image.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether the server would take a file. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Tells whether the server would take a file as image data, by the same inspection.",
      "With --as, also whether it is what an image would declare."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:it would be taken", "1:it would be refused, or cannot be read"})
final class InspectCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      description = "The disk_format that the image would declare.")
  private Optional<String> declared = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "human|json",
      defaultValue = "human",
      description = "How to answer (default: ${DEFAULT-VALUE}).")
  private Output output = Output.HUMAN;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (Standalone room = Plugins.open();
        FileSource source = OpenImage.source(file)) {
      Finding finding = inspect(room.inspector(), source);
      Optional<String> refusal = refusal(room.inspector(), finding, source.size());
      PrintWriter out = spec.commandLine().getOut();
      if (output == Output.JSON) {
        out.println(Json.of(facts(finding, refusal)));
      } else {
        print(out, finding, refusal);
      }
      return refusal.isPresent() ? Code.FAILED : Code.DONE;
    }
  }

  private static Finding inspect(Inspector inspector, FileSource source) throws IOException {
    Inspection inspection = inspector.begin();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long position = 0;
    while (source.readAt(position, buffer.clear()) > 0) {
      position += buffer.flip().remaining();
      inspection.feed(buffer);
    }
    return inspection.finish(position);
  }

  private Optional<String> refusal(Inspector inspector, Finding finding, long size) {
    if (declared.isEmpty()) {
      return finding.objection();
    }
    try {
      String format = Names.ours(declared.get());
      new FormatVerdict(true).judge(file.toString(), format, finding, inspector.formats(), size);
      return Optional.empty();
    } catch (Refusal refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private static void print(PrintWriter out, Finding finding, Optional<String> refusal) {
    out.println("format: " + String.join(", ", new TreeSet<>(finding.formats())));
    finding.virtualSize().ifPresent(bytes -> out.println("virtual size: " + Sizes.exact(bytes)));
    out.println(refusal.map(why -> "verdict: refuse: " + why).orElse("verdict: accept"));
  }

  private static Map<String, Object> facts(Finding finding, Optional<String> refusal) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("formats", List.copyOf(new TreeSet<>(finding.formats())));
    finding.virtualSize().ifPresent(bytes -> facts.put("virtual-size", bytes));
    facts.put("verdict", refusal.isPresent() ? "refuse" : "accept");
    refusal.ifPresent(why -> facts.put("reason", why));
    return facts;
  }
}
