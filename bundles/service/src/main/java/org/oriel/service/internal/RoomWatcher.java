// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Refusal;
import org.oriel.policy.ProjectQuotas;
import org.oriel.storage.Watcher;

/**
 * Keeps an upload within the room that its project has: no further byte is taken in when there is
 * none left, and when all have come the room is looked at once more, for others upload too.
 */
final class RoomWatcher implements Watcher {
  private final ProjectQuotas projects;
  private final Optional<String> project;
  private final Optional<String> image;
  private final OptionalLong room;
  private long seen;

  private RoomWatcher(
      ProjectQuotas projects, Optional<String> project, Optional<String> image, OptionalLong room) {
    this.projects = projects;
    this.project = project;
    this.image = image;
    this.room = room;
  }

  /**
   * A watcher for data that are about to come.
   *
   * @param size bytes announced, if any
   * @throws Refusal.TooLarge if there is no room for them now
   */
  static RoomWatcher of(
      ProjectQuotas projects, Optional<String> project, String imageId, OptionalLong size) {
    Optional<String> image = Optional.of(imageId);
    RoomWatcher watcher = new RoomWatcher(projects, project, image, projects.room(project, image));
    watcher.require(size);
    return watcher;
  }

  @Override
  public void see(ByteBuffer bytes) {
    seen += bytes.remaining();
    if (room.isPresent() && seen > room.getAsLong()) {
      throw worded(ProjectQuotas.tooLarge(OptionalLong.empty(), room.getAsLong()));
    }
  }

  @Override
  public void end(long size) {
    if (room.isPresent()) {
      require(OptionalLong.of(size));
    }
  }

  private void require(OptionalLong size) {
    try {
      projects.requireRoom(project, image, size);
    } catch (Refusal.TooLarge e) {
      throw worded(e);
    }
  }

  private static Refusal worded(Refusal.TooLarge refusal) {
    return new Refusal.TooLarge(
        "Image exceeds the storage quota: " + Objects.requireNonNullElse(refusal.getMessage(), ""));
  }
}
