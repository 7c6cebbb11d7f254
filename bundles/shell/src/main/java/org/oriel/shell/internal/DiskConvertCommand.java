// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;
import org.oriel.conversion.Conversion;
import org.oriel.conversion.ConversionOrder;
import org.oriel.conversion.ConversionProgress;
import org.oriel.conversion.Converted;
import org.oriel.conversion.Converter;
import org.oriel.conversion.FileSource;
import org.oriel.conversion.FileTarget;
import org.oriel.conversion.MemoryJournal;
import org.oriel.disk.WriteOptions;

/** Converts a disk image from file to file. */
@Service
@Command(
    scope = "oriel",
    name = "disk-convert",
    description = "Converts a disk image in a file of the server into a new file.")
public final class DiskConvertCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Converter converter;

  @Option(name = "-f", description = "Format of the source, if not to be recognised.")
  private @Nullable String from;

  @Option(name = "-O", description = "Format of the new file.")
  private String to = "raw";

  @Option(name = "-c", description = "Compresses the new file.")
  private boolean compressed;

  @Option(
      name = "-o",
      description = "An option of the new format, as name=value.",
      multiValued = true,
      valueToShowInHelp = "")
  private List<String> options = List.of();

  @Argument(name = "SOURCE", description = "The image.", required = true)
  @Completion(FileCompleter.class)
  private String source = "";

  @Argument(index = 1, name = "TARGET", description = "The new file.", required = true)
  @Completion(FileCompleter.class)
  private String target = "";

  @Override
  void run(PrintStream out) throws Exception {
    Converter there = need(converter, "The conversion of disks");
    Path file = Path.of(target);
    if (Files.exists(file)) {
      throw new CommandException("There is a file " + target + " already.");
    }
    try (FileSource input = FileSource.open(Path.of(source));
        Conversion conversion =
            there.prepare(input, order(), new MemoryJournal(), ConversionProgress.SILENT)) {
      long begun = System.nanoTime();
      Converted done = write(conversion, file);
      out.printf(
          "%s: %s in %d ms, plugins changed %d times%n",
          target,
          Text.exactSize(OptionalLong.of(done.fileBytes())),
          (System.nanoTime() - begun) / 1_000_000,
          done.swaps());
    } catch (CancellationException stopped) {
      throw new CommandException(stopped.getMessage());
    } catch (IOException failure) {
      throw new CommandException(DiskFailure.sentence(failure));
    }
  }

  private static Converted write(Conversion conversion, Path file) throws IOException {
    boolean whole = false;
    try (FileTarget output = FileTarget.open(file)) {
      Converted done = conversion.run(output);
      output.force();
      whole = true;
      return done;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  private ConversionOrder order() throws CommandException {
    Map<String, String> named = new TreeMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals <= 0) {
        throw new CommandException("-o takes name=value, not " + option + ".");
      }
      named.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return ConversionOrder.toFile(Optional.ofNullable(from), to)
        .withOptions(WriteOptions.standard().compressed(compressed).named(named));
  }
}
