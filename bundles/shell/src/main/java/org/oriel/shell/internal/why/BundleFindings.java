// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles of Oriel that are not started, with the requirements that nobody meets. */
public final class BundleFindings {
  private BundleFindings() {}

  public static List<Finding> of(BundleContext context) {
    Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    FrameworkWiring wiring = Objects.requireNonNull(system).adapt(FrameworkWiring.class);
    List<Finding> findings = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      String name = Objects.requireNonNullElse(bundle.getSymbolicName(), "");
      if (Finding.isOurs(name)) {
        find(bundle, name + " " + bundle.getVersion(), wiring, findings);
      }
    }
    return findings;
  }

  private static void find(
      Bundle bundle, String name, FrameworkWiring wiring, List<Finding> findings) {
    String what = "bundle " + name;
    if (bundle.getState() == Bundle.INSTALLED) {
      String missing = missing(bundle, wiring);
      findings.add(
          new Finding(
              what,
              "unresolved",
              missing.isEmpty() ? "The bundles that it needs are not resolved." : missing));
    } else if (bundle.getState() == Bundle.RESOLVED && !isFragment(bundle)) {
      findings.add(
          new Finding(what, "stopped", "It was stopped, or could not start; see the log."));
    } else if (bundle.getState() == Bundle.STARTING && !isLazy(bundle)) {
      findings.add(new Finding(what, "starting", "It is about to start."));
    }
  }

  private static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }

  private static boolean isLazy(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY) != null;
  }

  private static String missing(Bundle bundle, FrameworkWiring wiring) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision.getDeclaredRequirements(null).stream()
        .filter(BundleFindings::isNeeded)
        .filter(requirement -> wiring.findProviders(requirement).isEmpty())
        .map(BundleFindings::text)
        .collect(Collectors.joining("; "));
  }

  private static boolean isNeeded(BundleRequirement requirement) {
    String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
    return !Constants.RESOLUTION_OPTIONAL.equals(
            requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
        && !"dynamic".equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
        && (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE));
  }

  private static String text(BundleRequirement requirement) {
    String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
    String kind =
        requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
            ? "package"
            : requirement.getNamespace();
    return "misses " + kind + " " + (filter == null ? requirement.getAttributes() : filter);
  }
}
