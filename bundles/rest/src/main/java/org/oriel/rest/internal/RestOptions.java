// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.oriel.rest.internal.wire.RestSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/**
 * The settings of the door as they are now. They are apart from the servlet because the container
 * takes a servlet off its paths for a moment when the properties of its service change.
 */
@Component(
    service = RestOptions.class,
    configurationPid = "org.oriel.rest",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class RestOptions {
  private final ReentrantLock lock = new ReentrantLock();
  private RestSettings settings;
  private @Nullable Consumer<RestSettings> follower;

  @Activate
  public RestOptions(Map<String, Object> configuration) {
    this.settings = RestSettings.of(configuration);
  }

  /**
   * Takes changed settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them; the old ones stay
   */
  @Modified
  void change(Map<String, Object> configuration) {
    RestSettings changed = RestSettings.of(configuration);
    lock.lock();
    try {
      if (changed.equals(settings)) {
        return;
      }
      if (follower != null) {
        follower.accept(changed);
      }
      settings = changed;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the settings to the one follower there is: now, and whenever they change. */
  void follow(Consumer<RestSettings> next) {
    lock.lock();
    try {
      next.accept(settings);
      follower = next;
    } finally {
      lock.unlock();
    }
  }

  /** Ends what {@link #follow} began. */
  void leave() {
    lock.lock();
    try {
      follower = null;
    } finally {
      lock.unlock();
    }
  }
}
