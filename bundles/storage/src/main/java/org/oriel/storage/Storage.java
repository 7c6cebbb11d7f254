// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;

/** Data in and out. */
public interface Storage {
  /** Id of the store that keeps data between their arrival and their import. No client names it. */
  String STAGING = "os_glance_staging_store";

  /**
   * Takes in a stream of bytes: one pass, in which size, MD5 and the wanted digest are computed and
   * all watchers look on. The blob becomes visible after the last watcher agreed; after an
   * exception nothing of it remains.
   *
   * @throws Refusal.Invalid if the store is unknown, or another number of bytes came than was
   *     announced
   * @throws Refusal.TooLarge beyond {@link Intake#sizeCap()}, or if the store is full
   * @throws Refusal.Conflict if the store already holds data under this id
   * @throws Refusal.Unavailable if the store is down, gone or busy
   * @throws Refusal whatever a watcher throws
   * @throws SourceBroken if {@code data} cannot be read to their end
   */
  Stored ingest(Intake intake, ReadableByteChannel data);

  /**
   * Opens data for reading, from the first of the given locations that works, best store first.
   *
   * @return data that the caller closes
   * @throws Refusal.NotFound if no location has them
   * @throws Refusal.Unavailable if a store that may have them is down, gone or busy
   */
  default ImageData open(List<ImageLocation> locations) {
    return open(locations, List.of());
  }

  /**
   * Opens data as {@link #open(List)} does, but from the preferred stores first.
   *
   * @param preferred ids of stores, best first; those that hold nothing do not matter
   */
  ImageData open(List<ImageLocation> locations, List<String> preferred);

  /**
   * Looks at data that somebody says lie somewhere.
   *
   * @param said its note of a store does not count
   * @return with the place as it is to be recorded: where there are several stores, it names the
   *     one
   * @throws Refusal.Invalid if no configured store answers for the address
   * @throws Refusal.NotFound if there is nothing
   * @throws Refusal.Unavailable if the store is down, gone or busy
   */
  FoundData inspect(ImageLocation said);

  /**
   * Removes data. Data that are already gone, or that lie in a store which cannot delete, are no
   * reason to refuse.
   *
   * @throws Refusal.Conflict if something depends on the data
   * @throws Refusal.Unavailable if the store is down, gone or busy
   */
  void discard(ImageLocation location);

  /**
   * Where the finished blob of an id lies in one store, listed or not; empty if there is none, or
   * no such store.
   *
   * @throws Refusal.Unavailable if the store is down, gone or busy
   */
  Optional<ImageLocation> find(String store, String blobId);

  /**
   * Removes from every ready store that can be written whatever finished blob lies there under an
   * id: remains of a crash.
   *
   * @return {@code true} if every configured store could be searched
   */
  boolean discardRemains(String blobId);

  /**
   * The given locations in the order in which they should be read: heaviest store first, else as
   * given.
   */
  List<ImageLocation> inOrder(List<ImageLocation> locations);

  /** All configured stores in the order of the configuration. */
  List<StoreStatus> stores();

  /**
   * Where data go if nobody says otherwise.
   *
   * @throws Refusal.Unavailable if no store is configured
   */
  String defaultStore();

  /** Whether the operator configured several named stores, so that clients may know of them. */
  boolean multistore();
}
