// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.storage.StoreStatus;
import org.oriel.store.Ability;
import org.oriel.store.Health;

/** Tells people how stores stand. */
final class Statuses {
  private Statuses() {}

  static StoreStatus of(String id, Optional<StoreSlot> slot, String defaultStore) {
    boolean isDefault = id.equals(defaultStore);
    return slot.map(known -> of(known, isDefault))
        .orElseGet(
            () ->
                new StoreStatus(
                    id,
                    "",
                    Optional.empty(),
                    0,
                    isDefault,
                    false,
                    StoreStatus.State.ABSENT,
                    "There are no settings for this store.",
                    OptionalLong.empty(),
                    0,
                    Optional.empty(),
                    Map.of()));
  }

  private static StoreStatus of(StoreSlot slot, boolean isDefault) {
    StoreDefinition definition = slot.definition();
    List<OpenStore> open = slot.open();
    Optional<OpenStore> newest = open.isEmpty() ? Optional.empty() : Optional.of(open.get(0));
    boolean readOnly = newest.isPresent() && !newest.get().able(Ability.WRITE);
    Health health = newest.map(OpenStore::health).orElse(Health.READY);
    return new StoreStatus(
        slot.id(),
        definition.type(),
        definition.description(),
        definition.weight(),
        isDefault,
        readOnly,
        newest.isEmpty() ? StoreStatus.State.ABSENT : state(health, readOnly),
        detail(slot, newest.isEmpty(), health),
        health.freeBytes(),
        slot.leases(),
        newest.map(store -> store.type().plugin()),
        newest.map(OpenStore::properties).orElse(Map.of()));
  }

  private static StoreStatus.State state(Health health, boolean readOnly) {
    return switch (health.state()) {
      case READY -> readOnly ? StoreStatus.State.READ_ONLY : StoreStatus.State.READY;
      case READ_ONLY -> StoreStatus.State.READ_ONLY;
      case DOWN -> StoreStatus.State.DOWN;
    };
  }

  private static String detail(StoreSlot slot, boolean absent, Health health) {
    String problems = String.join(" ", slot.problems());
    if (absent && problems.isEmpty()) {
      return "No plugin offers the store type " + slot.definition().type() + ".";
    }
    return problems.isEmpty() ? health.detail() : problems;
  }
}
