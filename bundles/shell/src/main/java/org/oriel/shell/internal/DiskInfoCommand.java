// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;
import org.oriel.conversion.FileSource;
import org.oriel.conversion.FormatLease;
import org.oriel.conversion.Formats;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;

/** Tells what the header of a disk image says. */
@Service
@Command(
    scope = "oriel",
    name = "disk-info",
    description = "Tells what the header of a disk image in a file of the server says.")
public final class DiskInfoCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Formats formats;

  @Option(name = "-f", aliases = "--format", description = "Its format, if not to be recognised.")
  private @Nullable String format;

  @Argument(name = "FILE", description = "The image.", required = true)
  @Completion(FileCompleter.class)
  private String file = "";

  @Override
  void run(PrintStream out) throws Exception {
    Formats there = need(formats, "The conversion of disks");
    try (FileSource source = FileSource.open(Path.of(file));
        FormatLease lease = format == null ? there.recognise(source) : there.lease(format)) {
      print(out, lease.format().describe(source, Limits.DEFAULT), source.size());
    } catch (IOException failure) {
      throw new CommandException(DiskFailure.sentence(failure));
    }
  }

  private static void print(PrintStream out, DiskInfo info, long fileBytes) {
    Facts facts = new Facts();
    facts.add("format", info.format());
    facts.add("virtual size", Text.exactSize(OptionalLong.of(info.virtualSize())));
    facts.add("file", Text.exactSize(OptionalLong.of(fileBytes)));
    info.clusterSize().ifPresent(bytes -> facts.add("cluster size", Long.toString(bytes)));
    info.details().forEach((name, value) -> facts.add(name, Text.clean(value)));
    info.references().forEach(name -> facts.add("refers to", Text.clean(name)));
    facts.print(out);
  }
}
