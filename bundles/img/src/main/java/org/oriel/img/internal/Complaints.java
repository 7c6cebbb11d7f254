// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.oriel.disk.FormatException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong: one line, cause and cure. */
final class Complaints {
  private Complaints() {}

  static int misuse(ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    command.getErr().println("oriel-img: " + thrown.getMessage());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return codeOf(command);
  }

  static int failure(Exception thrown, CommandLine command, ParseResult parsed) throws Exception {
    if (thrown instanceof IOException failure) {
      command.getErr().println("oriel-img: " + sentence(failure));
      return codeOf(command);
    }
    throw thrown;
  }

  /** Of compare, 1 has another meaning. */
  private static int codeOf(CommandLine command) {
    return command.getCommandName().equals("compare") ? Code.NOT_COMPARED : Code.FAILED;
  }

  private static String sentence(IOException failure) {
    if (failure instanceof FormatException.Failed && failure.getCause() instanceof IOException io) {
      return sentence(io);
    }
    if (failure instanceof FileSystemException file) {
      return file.getFile() + ": " + reason(file);
    }
    String message = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    return message.endsWith(".") ? message : message + ".";
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or directory.";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied.";
    }
    return Optional.ofNullable(failure.getReason()).orElse("it cannot be used.");
  }
}
