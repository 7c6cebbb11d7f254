// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.oriel.storage.StoreStatus;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class FindingsTest {
  private final Map<String, ComponentDescriptionDTO> components = new TreeMap<>();
  private final Map<String, List<ComponentConfigurationDTO>> states = new TreeMap<>();

  private ComponentDescriptionDTO component(String bundle, String name, String service) {
    ComponentDescriptionDTO description = new ComponentDescriptionDTO();
    description.name = name;
    description.bundle = new BundleDTO();
    description.bundle.symbolicName = bundle;
    description.serviceInterfaces = new String[] {service};
    description.configurationPolicy = "optional";
    description.configurationPid = new String[] {name};
    description.references = new ReferenceDTO[0];
    components.put(name, description);
    states.put(name, List.of());
    return description;
  }

  private ComponentConfigurationDTO state(String name, int state) {
    ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
    configuration.state = state;
    configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[0];
    states.put(name, List.of(configuration));
    return configuration;
  }

  private void waitsFor(ComponentDescriptionDTO component, String... services) {
    component.references = new ReferenceDTO[services.length];
    ComponentConfigurationDTO waiting =
        state(component.name, ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
    waiting.unsatisfiedReferences = new UnsatisfiedReferenceDTO[services.length];
    for (int i = 0; i < services.length; i++) {
      component.references[i] = new ReferenceDTO();
      component.references[i].name = "reference" + i;
      component.references[i].interfaceName = services[i];
      waiting.unsatisfiedReferences[i] = new UnsatisfiedReferenceDTO();
      waiting.unsatisfiedReferences[i].name = "reference" + i;
    }
  }

  private List<Finding> find(Set<String> disabled) {
    return new ComponentFindings(
            components.values(),
            description -> states.getOrDefault(description.name, List.of()),
            description -> !disabled.contains(description.name))
        .find();
  }

  @Test
  void namesWhatIsMissingAndWhoWouldOfferIt() {
    state(component("org.oriel.rest", "rest", "s").name, ComponentConfigurationDTO.ACTIVE);
    state(component("org.oriel.rest", "lazy", "s").name, ComponentConfigurationDTO.SATISFIED);
    waitsFor(component("org.oriel.jobs", "jobs", "Jobs"), "Storage", "javax.sql.DataSource");
    component("org.oriel.storage", "storage", "Storage").configurationPolicy = "require";
    state("storage", ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
    component("org.oriel.policy", "policy", "Policy").configurationPolicy = "require";
    state(component("org.oriel.routes", "routes", "Routes").name, 16).failure =
        "java.lang.reflect.InvocationTargetException\n\tat somewhere\n"
            + "Caused by: java.lang.IllegalArgumentException: no cron\n\tat elsewhere";
    component("org.oriel.cache", "cache", "Cache");
    waitsFor(component("com.example", "theirs", "Theirs"), "Anything");

    assertThat(find(Set.of("cache")))
        .containsExactly(
            new Finding("component cache", "disabled", "Somebody switched it off."),
            new Finding(
                "component jobs",
                "waits for services",
                "misses service Storage of component storage; "
                    + "misses service javax.sql.DataSource, which nobody offers"),
            new Finding("component policy", "not configured", "misses configuration policy"),
            new Finding(
                "component routes", "failed", "java.lang.IllegalArgumentException: no cron"),
            new Finding("component storage", "not configured", "misses configuration storage"));
  }

  @Test
  void namesStoresThatCannotBeUsed() {
    assertThat(
            StoreFindings.of(
                List.of(
                    store("good", StoreStatus.State.READY, ""),
                    store("frozen", StoreStatus.State.READ_ONLY, "by configuration"),
                    store("far", StoreStatus.State.DOWN, "no answer"),
                    store("lost", StoreStatus.State.ABSENT, "no plugin"))))
        .containsExactly(
            new Finding("store far", "down", "no answer"),
            new Finding("store lost", "absent", "no plugin"));
  }

  private static StoreStatus store(String id, StoreStatus.State state, String detail) {
    return new StoreStatus(
        id,
        "file",
        Optional.empty(),
        0,
        false,
        false,
        state,
        detail,
        OptionalLong.empty(),
        0,
        Optional.empty(),
        Map.of());
  }
}
