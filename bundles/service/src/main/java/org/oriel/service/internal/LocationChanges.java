// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.policy.ProjectQuotas;
import org.oriel.service.Change;
import org.oriel.service.GivenLocation;
import org.oriel.storage.FoundData;
import org.oriel.storage.Storage;

/** The meaning of changes of locations: what each makes of an image, and who may make it. */
final class LocationChanges {
  private static final int NOWHERE = -1;

  private final Access access;
  private final Storage storage;
  private final ExternalData external;
  private final GivenDigests digests;
  private final ProjectQuotas projects;
  private final LocationSettings settings;

  LocationChanges(
      Access access, Storage storage, ProjectQuotas projects, LocationSettings settings) {
    this.access = access;
    this.storage = storage;
    this.external = new ExternalData(storage);
    this.digests = new GivenDigests(settings.hashAlgorithm());
    this.projects = projects;
    this.settings = settings;
  }

  /**
   * The image after one more change.
   *
   * @param image as it was found: what the rules judge
   * @param now as far as the changes before have come
   */
  Image apply(Caller caller, Image image, Image now, Change.OfLocations change) {
    if (change instanceof Change.RemoveLocation remove) {
      permit("delete_image_location", "remove", caller, image);
      return removed(now, remove.position());
    }
    if (change instanceof Change.AddLocation add) {
      permit("set_image_location", "add", caller, image);
      return added(caller, now, add);
    }
    permit("set_image_location", "update", caller, image);
    return replaced(caller, now, ((Change.ReplaceLocations) change).locations());
  }

  private void permit(String rule, String verb, Caller caller, Image image) {
    access.require(rule, caller, image);
    access.requireOwnership(caller, image);
    if (!settings.visible()) {
      throw new Refusal.Forbidden(
          "It's not allowed to " + verb + " locations if locations are invisible.");
    }
  }

  private Image added(Caller caller, Image now, Change.AddLocation change) {
    requireStatus(now, "add", ImageStatus.ACTIVE, ImageStatus.QUEUED);
    Content content = digests.on(now, List.of(change.location()));
    if (position(change.position(), Integer.MAX_VALUE) == NOWHERE) {
      throw new Refusal.Invalid("Invalid position for adding a location.");
    }
    ImageLocation said = new ImageLocation(change.location().url(), change.location().metadata());
    requireNew(content.locations(), said);
    return with(caller, now, content, List.of(external.find(said)));
  }

  private Image replaced(Caller caller, Image now, List<GivenLocation> given) {
    requireStatus(now, "replace", ImageStatus.ACTIVE, ImageStatus.QUEUED);
    if (given.isEmpty()) {
      throw new Refusal.Forbidden("Cannot set locations to empty list.");
    }
    Content content = digests.on(now, given);
    if (!content.locations().isEmpty()) {
      return now.with(Copies.with(content, described(content.locations(), given)));
    }
    List<ImageLocation> said = new ArrayList<>();
    for (GivenLocation each : given) {
      ImageLocation location = new ImageLocation(each.url(), each.metadata());
      requireNew(said, location);
      said.add(location);
    }
    return with(caller, now, content, said.stream().map(external::find).toList());
  }

  /** The same places with other metadata. */
  private static List<ImageLocation> described(
      List<ImageLocation> known, List<GivenLocation> given) {
    List<String> before = known.stream().map(ImageLocation::url).sorted().toList();
    if (!before.equals(given.stream().map(GivenLocation::url).sorted().toList())) {
      throw new Refusal.Invalid(
          "Original locations is not empty: there are " + before.size() + " of them");
    }
    List<ImageLocation> left = new ArrayList<>(known);
    List<ImageLocation> described = new ArrayList<>();
    for (GivenLocation each : given) {
      ImageLocation old =
          left.stream().filter(it -> it.url().equals(each.url())).findFirst().orElseThrow();
      left.remove(old);
      Map<String, Object> metadata = new HashMap<>(each.metadata());
      metadata.remove(ImageLocation.STORE);
      old.store().ifPresent(store -> metadata.put(ImageLocation.STORE, store));
      described.add(new ImageLocation(each.url(), metadata));
    }
    return described;
  }

  private Image removed(Image now, String position) {
    requireStatus(now, "remove", ImageStatus.ACTIVE);
    List<ImageLocation> shown = storage.inOrder(now.content().locations());
    if (shown.size() == 1) {
      throw new Refusal.Forbidden("Cannot remove last location in the image.");
    }
    int index = position(position, shown.size() - 1);
    if (index < 0 || index >= shown.size()) {
      throw new Refusal.Invalid("Invalid position for removing a location.");
    }
    List<ImageLocation> left = new ArrayList<>(now.content().locations());
    left.remove(shown.get(index));
    return now.with(Copies.with(now.content(), left));
  }

  private Image with(Caller caller, Image now, Content content, List<FoundData> found) {
    List<ImageLocation> all = new ArrayList<>(content.locations());
    found.forEach(each -> all.add(each.location()));
    Quotas.checkLocations(all.size(), settings.most());
    OptionalLong size =
        content.size().isPresent() ? content.size() : OptionalLong.of(found.get(0).size());
    OptionalLong more = OptionalLong.of(Math.multiplyExact(size.getAsLong(), found.size()));
    projects.requireRoom(caller.project(), Optional.empty(), more);
    Content after =
        new Content(size, content.virtualSize(), content.checksum(), content.multihash(), all);
    return now.status() == ImageStatus.QUEUED ? now.activate(after) : now.with(after);
  }

  /** The number that a token of a pointer stands for; {@code -} means the last one. */
  private static int position(String token, int last) {
    if (token.equals("-")) {
      return last;
    }
    boolean digits = !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
    return !digits ? NOWHERE : token.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(token);
  }

  private static void requireNew(List<ImageLocation> known, ImageLocation said) {
    if (known.stream().anyMatch(it -> sameBesidesStore(it, said))) {
      throw new Refusal.Invalid("The location " + said.url() + " already exists");
    }
  }

  private static boolean sameBesidesStore(ImageLocation one, ImageLocation other) {
    return one.url().equals(other.url())
        && withoutStore(one.metadata()).equals(withoutStore(other.metadata()));
  }

  private static Map<String, Object> withoutStore(Map<String, Object> metadata) {
    Map<String, Object> rest = new HashMap<>(metadata);
    rest.remove(ImageLocation.STORE);
    return rest;
  }

  private static void requireStatus(Image now, String verb, ImageStatus... permitted) {
    if (!List.of(permitted).contains(now.status())) {
      throw new Refusal.Conflict(
          "It's not allowed to "
              + verb
              + " locations if image status is "
              + now.status().word()
              + ".");
    }
  }
}
