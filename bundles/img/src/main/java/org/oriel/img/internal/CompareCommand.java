// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.oriel.conversion.Standalone;
import org.oriel.disk.Disk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether two images hold the same disk. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Tells whether two images hold the same disk.",
      "A larger disk is the same if what it has more is zeros."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:they hold the same", "1:they differ", "2:they could not be compared"})
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "-f",
      paramLabel = "FORMAT",
      description = "Format of the first image (default: recognised).")
  private Optional<String> firstFormat = Optional.empty();

  @Option(
      names = "-F",
      paramLabel = "FORMAT",
      description = "Format of the second image (default: recognised).")
  private Optional<String> secondFormat = Optional.empty();

  @Option(
      names = {"-s", "--strict"},
      description = "Disks of different sizes differ.")
  private boolean strict;

  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing but by the exit code.")
  private boolean quiet;

  @Parameters(index = "0", paramLabel = "FILE1", description = "The first image.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE2", description = "The second image.")
  private Path second = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (Standalone room = Plugins.open();
        OpenImage one = OpenImage.open(room.formats(), first, firstFormat);
        OpenImage other = OpenImage.open(room.formats(), second, secondFormat)) {
      return compare(one.disk(), other.disk());
    }
  }

  private int compare(Disk one, Disk other) throws IOException {
    boolean sameSize = one.info().virtualSize() == other.info().virtualSize();
    if (!sameSize && strict) {
      say("Strict mode: Image size mismatch!");
      return Code.FAILED;
    }
    OptionalLong mismatch = new Comparison(one, other).mismatch();
    if (mismatch.isPresent()) {
      say("Content mismatch at offset " + mismatch.getAsLong() + "!");
      return Code.FAILED;
    }
    if (!sameSize) {
      say("Warning: Image size mismatch!");
    }
    say("Images are identical.");
    return Code.DONE;
  }

  private void say(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    if (!quiet) {
      out.println(sentence);
    }
  }
}
