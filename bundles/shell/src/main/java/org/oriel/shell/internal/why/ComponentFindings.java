// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Components of Oriel that are not there, with the configurations and services they wait for. */
public final class ComponentFindings {
  private static final String CAUSE = "Caused by: ";

  private final List<ComponentDescriptionDTO> ours;
  private final Function<ComponentDescriptionDTO, Collection<ComponentConfigurationDTO>> instances;
  private final Function<ComponentDescriptionDTO, Boolean> enabled;

  ComponentFindings(
      Collection<ComponentDescriptionDTO> all,
      Function<ComponentDescriptionDTO, Collection<ComponentConfigurationDTO>> instances,
      Function<ComponentDescriptionDTO, Boolean> enabled) {
    this.ours =
        all.stream()
            .filter(each -> Finding.isOurs(each.bundle.symbolicName))
            .sorted(Comparator.comparing(each -> each.name))
            .toList();
    this.instances = instances;
    this.enabled = enabled;
  }

  public static List<Finding> of(ServiceComponentRuntime runtime) {
    return new ComponentFindings(
            runtime.getComponentDescriptionDTOs(),
            runtime::getComponentConfigurationDTOs,
            runtime::isComponentEnabled)
        .find();
  }

  List<Finding> find() {
    List<Finding> findings = new ArrayList<>();
    for (ComponentDescriptionDTO component : ours) {
      String what = "component " + component.name;
      if (!enabled.apply(component)) {
        findings.add(new Finding(what, "disabled", "Somebody switched it off."));
        continue;
      }
      Collection<ComponentConfigurationDTO> states = instances.apply(component);
      if (states.isEmpty() && waitsForConfiguration(component)) {
        findings.add(unconfigured(what, component));
      }
      states.forEach(state -> find(what, component, state).ifPresent(findings::add));
    }
    return findings;
  }

  /** Components of a factory PID exist as often as they are configured: none is well too. */
  private static boolean waitsForConfiguration(ComponentDescriptionDTO component) {
    return "require".equals(component.configurationPolicy);
  }

  private Optional<Finding> find(
      String what, ComponentDescriptionDTO component, ComponentConfigurationDTO state) {
    return switch (state.state) {
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          Optional.of(unconfigured(what, component));
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
          Optional.of(new Finding(what, "waits for services", references(component, state)));
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          Optional.of(new Finding(what, "failed", failure(state)));
      default -> Optional.empty();
    };
  }

  private static Finding unconfigured(String what, ComponentDescriptionDTO component) {
    return new Finding(
        what,
        "not configured",
        "misses configuration " + String.join(", ", component.configurationPid));
  }

  private static String failure(ComponentConfigurationDTO state) {
    String trace = Objects.requireNonNullElse(state.failure, "see the log");
    String first = trace.lines().findFirst().orElse("see the log");
    // What a constructor throws stands below what called it.
    return trace
        .lines()
        .filter(line -> line.startsWith(CAUSE))
        .reduce(first, (before, last) -> last.substring(CAUSE.length()));
  }

  private String references(ComponentDescriptionDTO component, ComponentConfigurationDTO state) {
    return Arrays.stream(state.unsatisfiedReferences)
        .map(missing -> reference(component, missing))
        .collect(Collectors.joining("; "));
  }

  private String reference(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing) {
    String service =
        Arrays.stream(component.references)
            .filter(reference -> reference.name.equals(missing.name))
            .map((ReferenceDTO reference) -> reference.interfaceName)
            .findFirst()
            .orElse(missing.name);
    String providers =
        ours.stream()
            .filter(each -> Arrays.asList(each.serviceInterfaces).contains(service))
            .map(each -> each.name)
            .distinct()
            .collect(Collectors.joining(" or "));
    return "misses service "
        + service
        + (providers.isEmpty() ? ", which nobody offers" : " of component " + providers);
  }
}
