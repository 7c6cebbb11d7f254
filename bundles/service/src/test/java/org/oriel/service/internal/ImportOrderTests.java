// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.service.ImportRequest;
import org.oriel.task.KeptTokens;
import org.oriel.task.Task;
import org.oriel.task.WorkOrder;

/** What an ordered import hands on: the token of its caller, and what is to be injected. */
class ImportOrderTests implements KeptTokens {
  private static final Caller.Token TOKEN = new Caller.Token("secret");

  private final House house;
  private final ImportsService imports;
  private final Map<String, Caller.Token> kept = new HashMap<>();
  private Optional<WorkOrder> ordered = Optional.empty();

  ImportOrderTests(@TempDir Path directory) {
    house = new House(directory.resolve("main"));
    imports =
        new ImportsService(
            house.catalogue,
            house.tasks,
            house.policy,
            house.quotas,
            house.storage,
            Map.of("image_import_plugins", "inject_image_metadata", "ignore_user_roles", "admin"));
    imports.setTokens(this);
    imports.setDesk(order -> ordered = Optional.of(order));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Override
  public void keep(String taskId, Caller.Token token) {
    kept.put(taskId, token);
  }

  @Override
  public Optional<Caller.Token> find(String taskId) {
    return Optional.ofNullable(kept.get(taskId));
  }

  @Override
  public void drop(String taskId) {
    kept.remove(taskId);
  }

  private static ImportRequest request(Map<String, String> parameters) {
    return new ImportRequest(
        "req-1",
        ImportRequest.GLANCE_DOWNLOAD,
        parameters,
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Map.of("method", Map.of("name", "glance-download")));
  }

  private Task order(Caller caller) {
    Image image = house.queued("raw");
    Map<String, String> parameters = Map.of("glance_region", "Far", "glance_image_id", image.id());
    assertThat(
            imports.request(caller.withToken(Optional.of(TOKEN)), image.id(), request(parameters)))
        .isEmpty();
    String id = ordered.orElseThrow().parameters().get(WorkOrder.TASK);
    return house.tasks.find(String.valueOf(id), Caller.SYSTEM).orElseThrow();
  }

  @Test
  void handsTheTokenOnButDoesNotRecordIt() {
    Task task = order(house.alice);
    assertThat(kept).containsExactly(Map.entry(task.id(), TOKEN));
    assertThat(task.toString()).doesNotContain("secret");
    assertThat(ordered.orElseThrow().toString()).doesNotContain("secret");
  }

  @Test
  void notesWhetherPropertiesAreInjected() {
    assertThat(order(house.alice).input()).containsEntry(Task.INJECT, true);
    assertThat(order(house.admin).input()).doesNotContainKey(Task.INJECT);
  }

  @Test
  void keepsNoTokenOfAnOrderThatIsNotTaken() {
    imports.setDesk(
        order -> {
          throw new Refusal.Unavailable("Full.", Duration.ofSeconds(1));
        });
    assertThatThrownBy(() -> order(house.alice)).isInstanceOf(Refusal.Unavailable.class);
    assertThat(kept).isEmpty();
  }

  @Test
  void needsToKnowTheOtherImage() {
    Image image = house.queued("raw");
    for (Map<String, String> parameters :
        List.of(
            Map.of("glance_image_id", image.id()),
            Map.of("glance_region", "Far"),
            Map.of("glance_region", "Far", "glance_image_id", "foo"))) {
      assertThatThrownBy(() -> imports.request(house.alice, image.id(), request(parameters)))
          .isInstanceOf(Refusal.Invalid.class);
    }
    assertThat(ordered).isEmpty();
  }
}
