// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.oriel.conversion.Bounds;
import org.oriel.conversion.Conversion;
import org.oriel.conversion.ConversionOrder;
import org.oriel.conversion.ConversionProgress;
import org.oriel.conversion.FileJournal;
import org.oriel.conversion.FileSource;
import org.oriel.conversion.FileTarget;
import org.oriel.conversion.FormatLease;
import org.oriel.conversion.Journal;
import org.oriel.conversion.Standalone;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts an image into another format. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Converts an image into another format. A file of the new name is replaced.",
      "What the source names (a backing file, a data file) is never opened: such images are"
          + " refused."
    })
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "-f",
      paramLabel = "FORMAT",
      description = "Format of the source (default: recognised).")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "-O",
      paramLabel = "FORMAT",
      defaultValue = "raw",
      description = "Format of the new image (default: ${DEFAULT-VALUE}).")
  private String to = "raw";

  @Option(names = "-c", description = "Compresses the new image.")
  private boolean compressed;

  @Option(
      names = "-o",
      paramLabel = "NAME=VALUE[,...]",
      description = "Options of the new image's format; '-o help' lists them.")
  private List<String> options = List.of();

  @Option(names = "-p", description = "Shows how far it is.")
  private boolean progress;

  @Option(
      names = {"-m", "--threads"},
      paramLabel = "N",
      description = "Most threads at work (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--sync", description = "Ends when the new image would outlive a power failure.")
  private boolean sync;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = {
        "Notes there how far it is. If it is stopped, the same command goes on from there;",
        "in the end the file is removed."
      })
  private Optional<Path> journal = Optional.empty();

  @Parameters(index = "0", arity = "0..1", paramLabel = "SOURCE", description = "The image.")
  private Optional<Path> source = Optional.empty();

  @Parameters(index = "1", arity = "0..1", paramLabel = "TARGET", description = "The new image.")
  private Optional<Path> target = Optional.empty();

  @Override
  public Integer call() throws IOException {
    try (Standalone room = Plugins.open()) {
      if (options.contains("help")) {
        listOptions(room);
        return Code.DONE;
      }
      Path read = given(source, "SOURCE");
      Path write = given(target, "TARGET");
      if (threads < 1 || threads > Bounds.MOST_THREADS) {
        throw new Refused(
            "--threads takes a number from 1 to " + Bounds.MOST_THREADS + ", not " + threads + ".");
      }
      if (Files.exists(write) && Files.isSameFile(read, write)) {
        throw new Refused(write + ": source and new image are the same file.");
      }
      if (journal.isPresent()) {
        try (FileJournal notes = FileJournal.open(journal.get())) {
          convert(room, read, write, notes);
        }
        Files.delete(journal.get());
      } else {
        convert(room, read, write, Journal.NONE);
      }
      return Code.DONE;
    }
  }

  private void convert(Standalone room, Path read, Path write, Journal notes) throws IOException {
    ConversionProgress shown =
        progress ? new ProgressLine(spec.commandLine().getOut()) : ConversionProgress.SILENT;
    try (FileSource input = OpenImage.source(read);
        Conversion conversion = room.converter().prepare(input, order(), notes, shown)) {
      write(conversion, write, notes.keeps());
    } catch (FormatException refusal) {
      throw OpenImage.about(read, refusal);
    }
    if (progress) {
      shown.at(1, 1);
      spec.commandLine().getOut().println();
    }
  }

  private void write(Conversion conversion, Path file, boolean resumable) throws IOException {
    boolean whole = false;
    try (FileTarget output = FileTarget.open(file)) {
      conversion.run(output);
      if (sync) {
        output.force();
      }
      whole = true;
    } finally {
      // Half an image looks like one.
      if (!whole && !resumable && Files.isRegularFile(file)) {
        Files.delete(file);
      }
    }
  }

  private ConversionOrder order() throws Refused {
    WriteOptions wanted =
        WriteOptions.standard().compressed(compressed).named(OptionWords.parse(options));
    return ConversionOrder.toFile(from.map(Names::ours), Names.ours(to))
        .withOptions(wanted)
        .withBounds(Bounds.STANDARD.withThreads(threads));
  }

  private void listOptions(Standalone room) throws FormatException {
    PrintWriter out = spec.commandLine().getOut();
    try (FormatLease lease = room.formats().lease(Names.ours(to))) {
      List<WriteOption> known = lease.format().writeOptions();
      out.println(
          known.isEmpty() ? "There are no options for " + to + "." : "Options of " + to + ":");
      for (WriteOption option : known) {
        String standard = option.standard().map(value -> " (default: " + value + ")").orElse("");
        out.printf("  %-20s %s%s%n", option.name(), option.meaning(), standard);
      }
    }
  }

  private static Path given(Optional<Path> path, String name) throws Refused {
    return path.orElseThrow(
        () -> new Refused(name + " is missing: oriel-img convert [OPTIONS] SOURCE TARGET."));
  }
}
