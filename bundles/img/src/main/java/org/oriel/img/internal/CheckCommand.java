// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.oriel.conversion.Standalone;
import org.oriel.disk.Disk;
import org.oriel.disk.FormatException;
import org.oriel.disk.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for what contradicts itself in an image. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Looks for what contradicts itself in the tables of an image.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:the check could not be made",
      "2:data are wrong",
      "3:there is space that nothing uses, but nothing else is wrong",
      "63:there is nothing to check in this format"
    })
final class CheckCommand implements Callable<Integer> {
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

  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing but by the exit code.")
  private boolean quiet;

  @Parameters(index = "0", paramLabel = "FILE", description = "The image.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Standalone room = Plugins.open();
        OpenImage image = OpenImage.open(room.formats(), file, format)) {
      if (!checks(image.disk())) {
        throw new NotChecked(image.disk().info().format());
      }
      AtomicLong corruptions = new AtomicLong();
      AtomicLong leaks = new AtomicLong();
      image
          .disk()
          .check(
              problem -> {
                boolean corrupt = problem.kind() == Problem.Kind.CORRUPTION;
                (corrupt ? corruptions : leaks).incrementAndGet();
                if (!quiet && output == Output.HUMAN) {
                  out.println((corrupt ? "ERROR " : "Leaked: ") + problem.sentence());
                }
              });
      if (!quiet) {
        tell(out, image.disk(), corruptions.get(), leaks.get());
      }
      return corruptions.get() > 0 ? Code.CORRUPT : leaks.get() > 0 ? Code.LEAKS : Code.DONE;
    } catch (NotChecked nothing) {
      if (!quiet) {
        spec.commandLine().getErr().println("oriel-img: " + nothing.getMessage());
      }
      return Code.NO_CHECK;
    } catch (FormatException refusal) {
      throw OpenImage.about(file, refusal);
    }
  }

  /** The format has no check. */
  private static final class NotChecked extends IOException {
    private static final long serialVersionUID = 1L;

    NotChecked(String format) {
      super("There is nothing to check in images of the format " + format + ".");
    }
  }

  /** Whether a disk checks at all: what it does not do itself is done by nobody. */
  private static boolean checks(Disk disk) {
    try {
      return disk.getClass().getMethod("check", Consumer.class).getDeclaringClass() != Disk.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tell(PrintWriter out, Disk disk, long corruptions, long leaks) {
    if (output == Output.JSON) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("filename", file.toString());
      facts.put("format", disk.info().format());
      facts.put("check-errors", 0);
      if (corruptions > 0) {
        facts.put("corruptions", corruptions);
      }
      if (leaks > 0) {
        facts.put("leaks", leaks);
      }
      out.println(Json.of(facts));
      return;
    }
    if (corruptions == 0 && leaks == 0) {
      out.println("No errors were found on the image.");
    }
    if (corruptions > 0) {
      out.printf("%n%d errors were found on the image.%n", corruptions);
      out.println("Data may be corrupted, or further writes to the image may corrupt it.");
    }
    if (leaks > 0) {
      out.printf("%n%d leaked clusters were found on the image.%n", leaks);
      out.println("This means waste of disk space, but no harm to data.");
    }
  }
}
