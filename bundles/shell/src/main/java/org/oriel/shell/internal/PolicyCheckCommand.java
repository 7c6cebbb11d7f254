// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.service.PolicyCheck;

/** Tells what a rule says of a caller, and why. */
@Service
@Command(
    scope = "oriel",
    name = "policy-check",
    description =
        "Tells whether a rule allows a caller something, and what each part of the rule says. Exit"
            + " status 1 if it refuses.")
public final class PolicyCheckCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable PolicyCheck check;

  @Option(name = "--rule", description = "Name of the rule, such as get_image.", required = true)
  private String rule = "";

  @Option(name = "--user", description = "Id of the user.")
  private @Nullable String user;

  @Option(name = "--project", description = "Id of the user's project.")
  private @Nullable String project;

  @Option(name = "--roles", description = "The user's roles, with commas.")
  private String roles = "";

  @Option(name = "--service-roles", description = "Roles of a service that vouches, with commas.")
  private String serviceRoles = "";

  @Option(name = "--image", description = "Id of an image that the rule is about.")
  @Completion(ImageIds.class)
  private @Nullable String image;

  @Option(
      name = "--target",
      description = "A fact that the rule is about, as name=value.",
      multiValued = true)
  private List<String> target = List.of();

  @Override
  void run(PrintStream out) throws Exception {
    PolicyCheck service = need(check, "The image service");
    Map<String, String> facts = facts();
    if (image != null && !facts.isEmpty()) {
      throw new CommandException("--image and --target cannot be used together.");
    }
    Caller caller =
        new Caller(
            Optional.ofNullable(user),
            Optional.ofNullable(project),
            words(roles),
            words(serviceRoles),
            false,
            false);
    PolicyCheck.Judgement judgement =
        image == null
            ? service.ofTarget(rule, caller, facts)
            : service.ofImage(rule, caller, image);
    out.println(Text.clean(rule) + ": " + (judgement.allowed() ? "allowed" : "refused"));
    if (!judgement.visible()) {
      out.println("The caller may not know of the image: he is told that there is none.");
    }
    print(judgement.reasons(), 0, out);
    if (!judgement.allowed()) {
      throw new CommandException(rule + " refuses.");
    }
  }

  private static void print(PolicyCheck.Reason reason, int depth, PrintStream out) {
    String found = reason.found().isEmpty() ? "" : "  (" + reason.found() + ")";
    String verdict = reason.holds() ? "yes  " : "no   ";
    out.println(verdict + "  ".repeat(depth) + Text.clean(reason.said() + found));
    reason.parts().forEach(part -> print(part, depth + 1, out));
  }

  private Map<String, String> facts() throws CommandException {
    Map<String, String> facts = new TreeMap<>();
    for (String each : target) {
      int equals = each.indexOf('=');
      if (equals <= 0) {
        throw new CommandException("--target is written as name=value.");
      }
      facts.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return facts;
  }

  private static Set<String> words(String list) {
    Set<String> words = new TreeSet<>();
    for (String each : list.split(",", -1)) {
      if (!each.isBlank()) {
        words.add(each.strip());
      }
    }
    return words;
  }
}
