// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.service.Change;
import org.oriel.service.Images;

class ImagesServiceTests {
  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private final Path directory;
  private final House house;
  private final Images images;

  ImagesServiceTests(@TempDir Path directory) {
    this.directory = directory;
    this.house = new House(directory.resolve("main"));
    this.images = house.images;
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static ImageQuery page(int limit, Optional<String> marker) {
    ImageQuery query = ImageQuery.DEFAULT;
    return new ImageQuery(
        query.texts(),
        query.numbers(),
        query.times(),
        query.properties(),
        query.tags(),
        query.isProtected(),
        query.hidden(),
        query.visibility(),
        query.memberStatus(),
        query.order(),
        marker,
        limit);
  }

  private Image change(Caller caller, Image image, Change... changes) {
    return images.change(caller, image.id(), List.of(changes));
  }

  private static Change add(String name, Object value) {
    return new Change.Add(name, Optional.of(value));
  }

  private static Change replace(String name, Object value) {
    return new Change.Replace(name, Optional.of(value));
  }

  // --- create

  @Test
  void createsImagesOfTheCallersProject() {
    Image image = images.create(house.alice, Optional.empty(), House.bare("qcow2"));

    assertThat(image.status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(image.attributes().owner()).contains("p1");
    assertThat(image.attributes().visibility()).isEqualTo(Visibility.SHARED);
    assertThat(Image.isId(image.id())).isTrue();
    assertThat(images.show(house.alice, image.id())).isEqualTo(image);
  }

  @Test
  void createsImagesOfNobodyForCallersWithoutProject() {
    Image image = images.create(Caller.SYSTEM, Optional.of(ID), Attributes.NONE);

    assertThat(image.id()).isEqualTo(ID);
    assertThat(image.attributes().owner()).isEmpty();
  }

  @Test
  void keepsIdsUniqueForEver() {
    images.create(house.alice, Optional.of(ID), Attributes.NONE);
    assertThatThrownBy(() -> images.create(house.bob, Optional.of(ID), Attributes.NONE))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Image ID " + ID + " already exists!");
    images.delete(house.alice, ID);
    assertThatThrownBy(() -> images.create(house.alice, Optional.of(ID), Attributes.NONE))
        .isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(() -> images.create(house.alice, Optional.of("x"), Attributes.NONE))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void refusesForeignOwnersExceptForAdministrators() {
    Attributes foreign = Attributes.NONE.withOwner(Optional.of("p2"));

    assertThatThrownBy(() -> images.create(house.alice, Optional.empty(), foreign))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not permitted to create images owned by 'p2'");
    assertThat(images.create(house.admin, Optional.empty(), foreign).attributes().owner())
        .contains("p2");
    assertThatThrownBy(() -> images.create(house.rita, Optional.empty(), Attributes.NONE))
        .hasMessage("You are not authorized to complete add_image action.");
  }

  @Test
  void guardsVisibilityAtCreation() {
    Attributes common = Attributes.NONE.withVisibility(Visibility.PUBLIC);

    assertThatThrownBy(() -> images.create(house.alice, Optional.empty(), common))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete publicize_image action.");
    images.create(house.admin, Optional.empty(), common);
    images.create(
        house.alice, Optional.empty(), Attributes.NONE.withVisibility(Visibility.COMMUNITY));
  }

  @Test
  void boundsTagsAndProperties() {
    Set<String> tags = IntStream.range(0, 129).mapToObj(i -> "t" + i).collect(Collectors.toSet());
    Map<String, String> properties = new TreeMap<>();
    tags.forEach(tag -> properties.put(tag, "x"));

    assertThatThrownBy(
            () -> images.create(house.alice, Optional.empty(), Attributes.NONE.withTags(tags)))
        .isInstanceOf(Refusal.OverQuota.class)
        .hasMessage(
            "The limit has been exceeded on the number of allowed image tags. Attempted: 129,"
                + " Maximum: 128");
    assertThatThrownBy(
            () ->
                images.create(
                    house.alice, Optional.empty(), Attributes.NONE.withProperties(properties)))
        .isInstanceOf(Refusal.OverQuota.class);
    House unlimited =
        new House(
            directory.resolve("other"),
            Map.of(),
            Map.of("image_tag_quota", "-1", "image_property_quota", "-1"));
    unlimited.images.create(
        unlimited.alice,
        Optional.empty(),
        Attributes.NONE.withTags(tags).withProperties(properties));
  }

  @Test
  void letsReadOnlyCallersChangeNothing() {
    Image image = house.queued("raw");
    Caller anonymous =
        new Caller(Optional.empty(), Optional.empty(), Set.of("admin"), Set.of(), true, true);

    assertThatThrownBy(() -> images.create(anonymous, Optional.empty(), Attributes.NONE))
        .hasMessage("Read-only access");
    assertThatThrownBy(() -> images.delete(anonymous, image.id())).hasMessage("Read-only access");
    assertThat(images.show(anonymous, image.id())).isEqualTo(image);
  }

  // --- show, list

  @Test
  void hidesImagesOfOthers() {
    Image image = house.queued("raw");

    for (Caller each :
        List.of(
            house.bob, Caller.of("zoe", "p1", Set.of()), Caller.of("x", "p9", Set.of("admin")))) {
      assertThatThrownBy(() -> images.show(each, image.id())).isInstanceOf(Refusal.NotFound.class);
    }
    assertThatThrownBy(() -> images.show(house.admin, ID))
        .hasMessage("No image found with ID " + ID);
    assertThat(images.show(house.rita, image.id())).isEqualTo(image);
  }

  @Test
  void listsInPages() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      created.add(house.queued("raw").id());
    }
    List<String> seen = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    int pages = 0;
    do {
      Images.Page page = images.list(house.alice, page(2, marker));
      page.images().forEach(image -> seen.add(image.id()));
      marker = page.next();
      pages++;
    } while (marker.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(created).hasSize(5);
    assertThat(pages).isEqualTo(3);
    assertThat(images.list(house.alice, page(0, Optional.empty())))
        .isEqualTo(new Images.Page(List.of(), Optional.empty()));
    assertThat(images.list(house.alice, page(5, Optional.empty())).next()).isPresent();
    assertThat(images.list(house.bob, page(5, Optional.empty())).images()).isEmpty();
    assertThat(images.list(house.bob, page(5, Optional.empty())).next()).isEmpty();
  }

  @Test
  void listsOnlyForReaders() {
    Caller service = Caller.of("nova", "services", Set.of("service"));

    assertThatThrownBy(() -> images.list(service, ImageQuery.DEFAULT))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete get_images action.");
  }

  // --- change

  @Test
  void changesEveryWritableAttribute() {
    Image image = house.queued("raw");

    Image after =
        change(
            house.alice,
            image,
            replace("name", "new"),
            replace("protected", true),
            replace("os_hidden", true),
            replace("min_disk", 3),
            replace("min_ram", 5),
            replace("disk_format", "qcow2"),
            replace("container_format", "ovf"),
            replace("visibility", "private"),
            replace("tags", Set.of("a", "b")),
            add("colour", "red"));

    assertThat(after.attributes())
        .isEqualTo(
            new Attributes(
                Optional.of("new"),
                Optional.of("p1"),
                Visibility.PRIVATE,
                Optional.of("qcow2"),
                Optional.of("ovf"),
                3,
                5,
                true,
                true,
                Set.of("a", "b"),
                Map.of("colour", "red")));
    assertThat(house.now(image).attributes()).isEqualTo(after.attributes());
    assertThat(
            change(house.alice, image, new Change.Replace("name", Optional.empty()))
                .attributes()
                .name())
        .isEmpty();
  }

  @Test
  void knowsWhatIsThereAndWhatNot() {
    Image image = house.queued("raw");

    assertThatThrownBy(() -> change(house.alice, image, replace("colour", "red")))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Property colour does not exist.");
    assertThatThrownBy(() -> change(house.alice, image, new Change.Remove("colour")))
        .isInstanceOf(Refusal.Conflict.class);
    change(house.alice, image, new Change.Create("colour", Optional.of("red")));
    assertThatThrownBy(
            () -> change(house.alice, image, new Change.Create("colour", Optional.of("blue"))))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Property colour already present.");
    assertThatThrownBy(
            () -> change(house.alice, image, new Change.Create("name", Optional.of("x"))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(() -> change(house.alice, image, new Change.Remove("name")))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Property name may not be removed.");
    assertThat(change(house.alice, image, add("colour", "blue")).attributes().properties())
        .containsEntry("colour", "blue");
    assertThat(change(house.alice, image, new Change.Remove("colour")).attributes().properties())
        .isEmpty();
  }

  @Test
  void changesAllOrNothing() {
    Image image = house.queued("raw");

    assertThatThrownBy(
            () -> change(house.alice, image, replace("name", "new"), replace("nothing", "x")))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(house.now(image)).isEqualTo(image);
    assertThat(change(house.alice, image)).isEqualTo(image);
    assertThat(house.now(image).updatedAt()).isEqualTo(image.updatedAt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "status",
        "checksum",
        "size",
        "virtual_size",
        "os_hash_algo",
        "os_hash_value",
        "created_at",
        "updated_at",
        "self",
        "file",
        "schema",
        "direct_url"
      })
  void refusesReadOnlyNamesBeforeItLooksForTheImage(String name) {
    for (Change each : List.of(add(name, "x"), replace(name, "x"), new Change.Remove(name))) {
      assertThatThrownBy(() -> images.change(house.admin, ID, List.of(each)))
          .isInstanceOf(Refusal.Forbidden.class)
          .hasMessage("Attribute '" + name + "' is read-only.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"location", "deleted", "deleted_at", "os_glance_import_task", "os_glance"})
  void refusesReservedNames(String name) {
    assertThatThrownBy(() -> images.change(house.admin, ID, List.of(add(name, "x"))))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Attribute '" + name + "' is reserved.");
  }

  @Test
  void keepsInnerNamesOut() {
    Image image = house.queued("raw");

    for (String name : List.of("image_id", "extra_properties", "member", "stores")) {
      assertThatThrownBy(() -> change(house.alice, image, replace(name, "x")))
          .isInstanceOf(Refusal.Conflict.class);
    }
    assertThatThrownBy(() -> change(house.alice, image, add("stores", "x")))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThatThrownBy(() -> change(house.alice, image, replace("locations", Set.of())))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Property locations does not exist.");
  }

  @Test
  void letsOnlyAdministratorsGiveImagesAway() {
    Image image = house.queued("raw");

    for (Change each : List.of(add("owner", "p2"), replace("owner", "p2"))) {
      assertThatThrownBy(() -> change(house.alice, image, each))
          .isInstanceOf(Refusal.Forbidden.class)
          .hasMessage("Owner can't be updated by non admin.");
    }
    assertThat(change(house.admin, image, replace("owner", "p2")).attributes().owner())
        .contains("p2");
    assertThatThrownBy(() -> images.show(house.alice, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void guardsVisibilityAndForeignImages() {
    Image image = house.queued("raw");

    assertThatThrownBy(() -> change(house.alice, image, replace("visibility", "public")))
        .hasMessage("You are not authorized to complete publicize_image action.");
    change(house.alice, image, replace("visibility", "community"));
    assertThatThrownBy(() -> change(house.bob, image, replace("name", "mine")))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete modify_image action.");
    assertThatThrownBy(() -> change(house.rita, image, replace("name", "mine")))
        .isInstanceOf(Refusal.Forbidden.class);
    change(house.alice, image, replace("visibility", "private"));
    assertThatThrownBy(() -> change(house.bob, image, replace("name", "mine")))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void keepsFormatsOnceThereAreData() {
    Image image = house.active("data");

    for (String name : List.of("disk_format", "container_format")) {
      assertThatThrownBy(() -> change(house.admin, image, replace(name, "ami")))
          .isInstanceOf(Refusal.Forbidden.class)
          .hasMessage("Attribute " + name + " can be only replaced for a queued image.");
    }
  }

  @Test
  void refusesValuesOfTheWrongKind() {
    Image image = house.queued("raw");

    for (Change each :
        List.of(
            replace("protected", "yes"),
            replace("min_disk", "1"),
            replace("min_disk", -1),
            replace("tags", "a"),
            replace("tags", Set.of(1)),
            replace("visibility", "secret"),
            replace("name", 7),
            add("colour", true),
            new Change.Replace("visibility", Optional.empty()),
            new Change.Add("colour", Optional.empty()))) {
      assertThatThrownBy(() -> change(house.alice, image, each))
          .as(each.toString())
          .isInstanceOf(Refusal.Invalid.class);
    }
  }

  @Test
  void boundsPropertiesOnChange() {
    Map<String, String> full = new TreeMap<>();
    IntStream.range(0, 128).forEach(i -> full.put("p" + i, "x"));
    Image image =
        images.create(house.alice, Optional.empty(), Attributes.NONE.withProperties(full));

    assertThatThrownBy(() -> change(house.alice, image, add("more", "x")))
        .isInstanceOf(Refusal.OverQuota.class);
    change(house.alice, image, replace("p1", "y"), new Change.Remove("p2"), add("more", "x"));
  }

  @Test
  void asksForOwnershipWithOlderRules() {
    House older =
        new House(directory.resolve("other"), Map.of("enforce_new_defaults", "false"), Map.of());
    Image image =
        older.images.create(
            older.alice, Optional.empty(), Attributes.NONE.withVisibility(Visibility.COMMUNITY));

    assertThatThrownBy(
            () -> older.images.change(older.bob, image.id(), List.of(replace("name", "x"))))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You do not own this image");
    assertThatThrownBy(() -> older.images.delete(older.bob, image.id()))
        .hasMessage("You do not own this image");
    assertThatThrownBy(
            () ->
                older.images.create(
                    older.alice, Optional.empty(), Attributes.NONE.withOwner(Optional.of("p2"))))
        .hasMessageContaining("owned by 'p2'");
    Caller roleless = Caller.of("zoe", "p1", Set.of());
    older.images.change(roleless, image.id(), List.of(replace("name", "x")));
  }

  // --- tags

  @Test
  void addsAndRemovesTags() {
    Image image = house.queued("raw");

    images.tag(house.alice, image.id(), "blue");
    images.tag(house.alice, image.id(), "blue");
    assertThat(house.now(image).attributes().tags()).containsExactly("blue");
    images.untag(house.alice, image.id(), "blue");
    assertThat(house.now(image).attributes().tags()).isEmpty();
    assertThatThrownBy(() -> images.untag(house.alice, image.id(), "blue"))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> images.tag(house.alice, image.id(), "x".repeat(256)))
        .isInstanceOf(Refusal.Invalid.class);
    assertThatThrownBy(() -> images.tag(house.bob, image.id(), "blue"))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessage("Image " + image.id() + " not found.");
  }

  // --- delete

  @Test
  void deletesRecordAndData() {
    Image image = house.active("data");
    assertThat(house.blobs()).hasSize(1);

    images.delete(house.alice, image.id());

    assertThat(house.blobs()).isEmpty();
    assertThatThrownBy(() -> images.show(house.admin, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> images.delete(house.alice, image.id()))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessage("Failed to find image " + image.id() + " to delete");
  }

  @Test
  void keepsProtectedImages() {
    Image image = house.active("data");
    change(house.alice, image, replace("protected", true));

    assertThatThrownBy(() -> images.delete(house.admin, image.id()))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Image " + image.id() + " is protected and cannot be deleted.");
    assertThat(house.blobs()).hasSize(1);
  }

  @Test
  void deletesByPolicy() {
    Image image = house.active("data");
    change(house.alice, image, replace("visibility", "community"));

    assertThatThrownBy(() -> images.delete(house.bob, image.id()))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThatThrownBy(() -> images.delete(house.rita, image.id()))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThat(house.blobs()).hasSize(1);
  }

  @Test
  void removesTheDataOfDeactivatedImagesToo() {
    Image image = house.active("data");
    house.memory.store(image, image.deactivate());

    images.delete(house.alice, image.id());

    assertThat(house.blobs()).isEmpty();
  }

  @Test
  void keepsImagesThatAreInUseOrOutOfReach() {
    Image image = house.active("data");
    String url = image.content().locations().get(0).url();
    house.storage.inUse.add(url);

    assertThatThrownBy(() -> images.delete(house.alice, image.id()))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage(
            "Image "
                + image.id()
                + " could not be deleted because it is in use: a volume depends on it");
    house.storage.inUse.clear();
    house.shelves.remove("fast");
    assertThatThrownBy(() -> images.delete(house.alice, image.id()))
        .isInstanceOf(Refusal.Unavailable.class);

    assertThat(house.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    house.shelves.add("fast", 2);
    images.delete(house.alice, image.id());
    assertThat(house.blobs()).isEmpty();
  }

  @Test
  void takesDataThatAreGoneAlreadyForDeleted() {
    Image image = house.active("data");
    house.storage.discardRemains(image.id());

    images.delete(house.alice, image.id());

    assertThat(house.memory.find(image.id(), Caller.SYSTEM)).isEmpty();
  }

  @Test
  void leavesDataToTheScrubberIfToldSo() {
    House patient =
        new House(directory.resolve("other"), Map.of(), Map.of("delayed_delete", "true"));
    Image image = patient.active("data");

    patient.images.delete(patient.alice, image.id());

    assertThat(patient.blobs()).hasSize(1);
    assertThatThrownBy(() -> patient.images.show(patient.admin, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
  }

  /** Data that become whole while we look at the image go with it. */
  @Test
  void looksAgainIfTheImageMovedMeanwhile() {
    Image image = house.queued("raw");
    house.catalogue.beforeStore =
        () -> {
          house.catalogue.beforeStore = () -> {};
          house.upload(image, "data");
        };

    images.delete(house.alice, image.id());

    assertThat(house.blobs()).isEmpty();
    assertThat(house.memory.find(image.id(), Caller.SYSTEM)).isEmpty();
  }
}
