// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the disk tool. */
@Command(
    name = "oriel-img",
    description = "Looks at disk images and converts them.",
    mixinStandardHelpOptions = true,
    versionProvider = ToolVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      CompareCommand.class,
      ConvertCommand.class,
      FormatsCommand.class,
      InfoCommand.class,
      InspectCommand.class,
      MapCommand.class
    })
public final class OrielImg {
  private OrielImg() {}

  /** Runs one command; the process ends with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, arguments);
    out.flush();
    System.exit(out.checkError() ? Code.FAILED : code);
  }

  /** Runs one command and gives its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new OrielImg())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Complaints::misuse)
        .setExecutionExceptionHandler(Complaints::failure)
        .execute(arguments);
  }
}
