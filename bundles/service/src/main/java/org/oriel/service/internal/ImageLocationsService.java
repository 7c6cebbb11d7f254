// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.service.ImageLocations;
import org.oriel.storage.Storage;
import org.oriel.task.Task;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Locations on a catalogue, looked at by {@link LocationWork}. */
@Component
public final class ImageLocationsService implements ImageLocations {
  private static final Set<String> ALGORITHMS = Set.of("md5", "sha1", "sha256", "sha512");
  private static final String SERVICE = "service";

  private final Storage storage;
  private final Access access;
  private final LocationWork work;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public ImageLocationsService(
      @Reference ImageCatalogue catalogue,
      @Reference Policy policy,
      @Reference Storage storage,
      @Reference LocationWork work) {
    this.storage = storage;
    this.access = new Access(catalogue, policy);
    this.work = work;
  }

  @Override
  public void add(
      Caller caller,
      String id,
      String url,
      Optional<Multihash> expected,
      Optional<String> requestId) {
    Image image = access.permitted(caller, id, "add_image_location");
    requirePlace(caller, url);
    if (image.status() != ImageStatus.QUEUED) {
      throw new Refusal.Conflict(
          "It's not allowed to add locations if image status is " + image.status().word() + ".");
    }
    expected.ifPresent(ImageLocationsService::require);
    Map<String, Object> input = new LinkedHashMap<>();
    input.put(LocationImport.IMAGE, id);
    input.put(LocationImport.URL, url);
    input.put(LocationImport.DIGESTS, expected.map(LocationImport::written).orElse(Map.of()));
    work.begin(
        Task.pending(
            UUID.randomUUID().toString(),
            Task.LOCATION_IMPORT,
            new Task.Asked(caller.project(), caller.user(), requestId, Optional.of(id)),
            input,
            clock.instant()));
  }

  /** Who is no service can name what everybody can name: something on the web. */
  private void requirePlace(Caller caller, String url) {
    String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
    boolean service = caller.roles().contains(SERVICE) || caller.serviceRoles().contains(SERVICE);
    boolean web =
        (scheme.equals("http") || scheme.equals("https"))
            && storage.stores().stream().anyMatch(store -> store.type().equals("http"));
    if (!service && !web) {
      throw new Refusal.Forbidden("http store must be enabled to use location API by normal user.");
    }
  }

  private static void require(Multihash expected) {
    if (!ALGORITHMS.contains(expected.algorithm())) {
      throw new Refusal.Invalid("Digests of this algorithm cannot be checked.");
    }
    int bytes = GivenDigests.hexBytes(expected.value());
    if (bytes < 0) {
      throw new Refusal.Invalid("os_hash_value is not a valid hexadecimal value");
    }
    int wanted = GivenDigests.bytes(expected.algorithm());
    if (bytes != wanted) {
      throw new Refusal.Invalid(
          "os_hash_value is not the correct size for "
              + expected.algorithm()
              + " (should be "
              + wanted
              + " bytes)");
    }
  }

  @Override
  public List<ImageLocation> list(Caller caller, String id) {
    Image image = access.permitted(caller, id, "fetch_image_location");
    return storage.inOrder(image.content().locations());
  }
}
