// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.io.IOException;
import java.time.Duration;
import org.oriel.image.Refusal;
import org.oriel.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place where what a plugin throws becomes what we say. No object of a plugin passes:
 * neither an exception nor its cause.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private Refusals() {}

  /** Something that a plugin does. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException;
  }

  /** Does it, or refuses. */
  static <T> T guard(String store, Call<T> call) {
    try {
      return call.run();
    } catch (Refusal e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw of(store, e);
    }
  }

  /** The refusal for what a plugin threw; what is not its own words is logged. */
  static Refusal of(String store, Throwable thrown) {
    if (thrown instanceof Refusal refusal) {
      return refusal;
    }
    if (thrown instanceof StoreException known) {
      return of(store, known);
    }
    LOG.warn("Store {}: its plugin failed", store, thrown);
    return new Refusal.Unavailable("Store " + store + " failed.", SOON);
  }

  private static Refusal of(String store, StoreException thrown) {
    if (thrown instanceof StoreException.BlobMissing) {
      return new Refusal.NotFound("The image data are not in store " + store + ".");
    }
    if (thrown instanceof StoreException.BlobExists) {
      return new Refusal.Conflict("Store " + store + " already holds data under this id.");
    }
    if (thrown instanceof StoreException.BlobInUse) {
      return new Refusal.Conflict("The image data are in use.");
    }
    if (thrown instanceof StoreException.SizeMismatch) {
      return new Refusal.Invalid(String.valueOf(thrown.getMessage()));
    }
    if (thrown instanceof StoreException.BadLocation) {
      return new Refusal.Invalid("The location is not one of store " + store + ".");
    }
    if (thrown instanceof StoreException.StoreFull) {
      LOG.warn("Store {} is full: {}", store, thrown.getMessage());
      return new Refusal.TooLarge(
          "Image storage media is full: There is not enough disk space on the image storage"
              + " media.");
    }
    if (thrown instanceof StoreException.NotAble) {
      return new Refusal.Gone("Error in store configuration. Adding images to store is disabled.");
    }
    LOG.warn("Store {}: {}", store, thrown.getMessage());
    return thrown instanceof StoreException.StoreDenied
        ? new Refusal.Unavailable("Insufficient permissions on image storage media.", SOON)
        : new Refusal.Unavailable("Store " + store + " is down.", SOON);
  }

  static Refusal unknown(String store) {
    return new Refusal.Invalid("Store for identifier " + store + " not found");
  }

  static Refusal absent(String store) {
    return new Refusal.Unavailable("Store " + store + " is not available now.", SOON);
  }

  static Refusal busy(String store) {
    return new Refusal.Unavailable("Store " + store + " is busy.", SOON);
  }

  /** What a reader is told, without anything of the plugin. */
  static IOException broken(String store, Throwable thrown) {
    if (!(thrown instanceof StoreException)) {
      LOG.warn("Store {}: its plugin failed to read", store, thrown);
    }
    return new IOException("Store " + store + " broke off: " + thrown.getMessage());
  }
}
