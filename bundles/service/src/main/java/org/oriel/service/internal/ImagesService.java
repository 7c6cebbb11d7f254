// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageQuery;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.policy.Policy;
import org.oriel.policy.ProjectQuotas;
import org.oriel.policy.PropertyProtection;
import org.oriel.policy.Targets;
import org.oriel.service.Change;
import org.oriel.service.Condition;
import org.oriel.service.Images;
import org.oriel.storage.Storage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Image records on a catalogue. */
@Component(
    configurationPid = ServiceSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ImagesService implements Images {
  private static final int MOST_TAG = 255;

  private final ImageCatalogue catalogue;
  private final Policy policy;
  private final Access access;
  private final AttributeChanges changes;
  private final PropertyProtection protection;
  private final LocationChanges locations;
  private final Copies copies;
  private final Quotas quotas;
  private final ProjectQuotas projects;
  private final Deletion deletion;
  private final CacheRoom room;
  private final Clock clock;

  @Activate
  public ImagesService(
      @Reference ImageCatalogue catalogue,
      @Reference Policy policy,
      @Reference PropertyProtection protection,
      @Reference ProjectQuotas projects,
      @Reference Storage storage,
      @Reference LocationWork work,
      @Reference CacheRoom room,
      Map<String, Object> settings) {
    ServiceSettings read = ServiceSettings.of(settings);
    this.catalogue = catalogue;
    this.policy = policy;
    this.access = new Access(catalogue, policy);
    this.protection = protection;
    this.changes = new AttributeChanges(access, new PropertyAccess(protection));
    this.locations = new LocationChanges(access, storage, projects, LocationSettings.of(settings));
    this.copies = new Copies(catalogue, storage);
    this.quotas = new Quotas(read);
    this.projects = projects;
    this.deletion = new Deletion(catalogue, storage, access, work, read.delayedDelete());
    this.room = room;
    this.clock = Clock.systemUTC();
  }

  @Override
  public Image create(Caller caller, Optional<String> id, Attributes attributes) {
    Attributes owned =
        attributes.owner().isPresent() ? attributes : attributes.withOwner(caller.project());
    requireCreation(caller, owned);
    projects.requireImage(caller.project());
    quotas.check(Attributes.NONE, owned);
    if (id.filter(text -> !Image.isId(text)).isPresent()) {
      throw new Refusal.Invalid("Invalid image id format");
    }
    String name = id.orElseGet(() -> UUID.randomUUID().toString());
    Image image = Image.queued(name, owned, clock.instant().truncatedTo(ChronoUnit.MICROS));
    try {
      catalogue.add(image);
    } catch (Refusal.Conflict e) {
      throw new Refusal.Conflict("Image ID " + name + " already exists!");
    }
    return protection.shown(image, caller);
  }

  private void requireCreation(Caller caller, Attributes attributes) {
    Access.requireWriter(caller);
    Map<String, Object> target = Targets.ofNew(attributes, attributes.visibility());
    boolean foreign = !attributes.owner().equals(caller.project());
    if (foreign && !caller.isAdmin() && !mayOwn(caller, target)) {
      String owner = attributes.owner().orElse("None");
      throw new Refusal.Forbidden(
          "You are not permitted to create images owned by '" + owner + "'");
    }
    policy.require("add_image", caller, target);
    if (attributes.visibility() == Visibility.PUBLIC) {
      policy.require("publicize_image", caller, target);
    }
    if (attributes.visibility() == Visibility.COMMUNITY) {
      policy.require("communitize_image", caller, target);
    }
    changes.requireProperties(caller, attributes);
  }

  /** A rule of the operator's own may let others than administrators create for somebody else. */
  private boolean mayOwn(Caller caller, Map<String, Object> target) {
    return policy.enforcesNewDefaults() && policy.allows("add_image", caller, target);
  }

  @Override
  public Image show(Caller caller, String id) {
    return protection.shown(access.permitted(caller, id, "get_image"), caller);
  }

  @Override
  public Page list(Caller caller, ImageQuery query) {
    Map<String, Object> target =
        caller
            .project()
            .map(project -> Map.<String, Object>of("project_id", project))
            .orElse(Map.of());
    policy.require("get_images", caller, target);
    if (query.limit() == 0) {
      return new Page(List.of(), Optional.empty());
    }
    List<Image> found = catalogue.list(query, caller);
    List<Image> shown =
        found.stream()
            .filter(image -> access.mayGet(caller, image))
            .map(image -> protection.shown(image, caller))
            .toList();
    boolean more = found.size() == query.limit() && !shown.isEmpty();
    return new Page(shown, more ? Optional.of(shown.get(shown.size() - 1).id()) : Optional.empty());
  }

  @Override
  public Image change(Caller caller, String id, List<Change> wanted, Condition condition) {
    wanted.forEach(AttributeChanges::requireWritable);
    Image image = access.visible(caller, id);
    require(condition, caller, image);
    if (wanted.isEmpty()) {
      access.require("get_image", caller, image);
      return protection.shown(image, caller);
    }
    Image after = image;
    for (Change each : wanted) {
      after =
          each instanceof Change.OfLocations ofLocations
              ? locations.apply(caller, image, after, ofLocations)
              : after.with(changes.apply(caller, image, after.attributes(), each));
    }
    Image stored =
        condition.equals(Condition.NONE) ? store(image, after) : storeUnchanged(image, after);
    copies.discard(stored, forgotten(image, after));
    return protection.shown(stored, caller);
  }

  /** Places that the image does not have any more. */
  private static List<ImageLocation> forgotten(Image before, Image after) {
    Set<String> left =
        after.content().locations().stream().map(ImageLocation::url).collect(Collectors.toSet());
    return before.content().locations().stream()
        .filter(location -> !left.contains(location.url()))
        .toList();
  }

  @Override
  public void delete(Caller caller, String id, Condition condition) {
    deletion.delete(caller, id, image -> require(condition, caller, image));
    room.cache().ifPresent(cache -> cache.remove(id));
  }

  @Override
  public void tag(Caller caller, String id, String tag) {
    if (tag.isEmpty() || tag.codePointCount(0, tag.length()) > MOST_TAG) {
      throw new Refusal.Invalid("A tag has from 1 to " + MOST_TAG + " characters.");
    }
    Image image = forTags(caller, id);
    TreeSet<String> tags = new TreeSet<>(image.attributes().tags());
    if (tags.add(tag)) {
      store(image, image.with(image.attributes().withTags(tags)));
    }
  }

  @Override
  public void untag(Caller caller, String id, String tag) {
    Image image = forTags(caller, id);
    TreeSet<String> tags = new TreeSet<>(image.attributes().tags());
    if (!tags.remove(tag)) {
      throw new Refusal.NotFound("Image " + id + " has no tag " + tag + ".");
    }
    store(image, image.with(image.attributes().withTags(tags)));
  }

  private Image forTags(Caller caller, String id) {
    try {
      return access.changeable(caller, id, "modify_image");
    } catch (Refusal.NotFound e) {
      throw new Refusal.NotFound("Image " + id + " not found.");
    }
  }

  private void require(Condition condition, Caller caller, Image image) {
    if (!condition.equals(Condition.NONE) && !condition.holds(protection.shown(image, caller))) {
      throw new Refusal.Outdated("Image " + image.id() + " is not as the request expects it.");
    }
  }

  private Image storeUnchanged(Image image, Image after) {
    quotas.check(image.attributes(), after.attributes());
    try {
      return catalogue.storeUnchanged(image, after);
    } catch (Refusal.Gone e) {
      throw Access.unknown(image.id());
    }
  }

  private Image store(Image image, Image after) {
    quotas.check(image.attributes(), after.attributes());
    try {
      return catalogue.store(image, after);
    } catch (Refusal.Gone e) {
      throw Access.unknown(image.id());
    }
  }
}
