// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.service.Change;
import org.oriel.service.GivenLocation;
import org.oriel.storage.Intake;

class LocationChangesTests {
  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  private final House house;
  private final Web web = new Web();
  private final Path directory;

  LocationChangesTests(@TempDir Path directory) {
    this.directory = directory;
    this.house =
        new House(
            directory.resolve("main"),
            Map.of(),
            Map.of("show_multiple_locations", "true", "image_location_quota", "3"));
    house.shelves.addWeb();
  }

  @AfterEach
  void close() {
    house.close();
    web.close();
  }

  private static GivenLocation at(String url) {
    return new GivenLocation(url, Map.of(), Optional.empty(), Optional.empty());
  }

  private static Change add(String url) {
    return new Change.AddLocation("-", at(url));
  }

  private Image change(Caller caller, Image image, Change... changes) {
    return house.images.change(caller, image.id(), Arrays.asList(changes));
  }

  private void refused(Class<? extends Refusal> type, Image image, Change... changes) {
    assertThatThrownBy(() -> change(house.admin, image, changes)).isInstanceOf(type);
  }

  // --- quotas

  @Test
  void takesNoMoreThanTheProjectMayHave() {
    try (House narrow =
        new House(
            directory.resolve("narrow"),
            Map.of("user_storage_quota", "7"),
            Map.of("show_multiple_locations", "true"))) {
      narrow.shelves.addWeb();
      Image image = narrow.queued("raw");
      narrow.images.change(narrow.alice, image.id(), List.of(add(web.put("a", "data"))));

      List<Change> more = List.of(add(web.put("b", "data")));
      assertThatThrownBy(() -> narrow.images.change(narrow.alice, image.id(), more))
          .isInstanceOf(Refusal.TooLarge.class)
          .hasMessageContaining("3 bytes remaining");

      assertThat(narrow.now(image).content().locations()).hasSize(1);
      Change both = new Change.ReplaceLocations(List.of(at(web.url("a")), at(web.url("b"))));
      Image other = narrow.queued("raw");
      assertThatThrownBy(() -> narrow.images.change(narrow.alice, other.id(), List.of(both)))
          .isInstanceOf(Refusal.TooLarge.class);
    }
  }

  // --- add

  @Test
  void makesAQueuedImageActive() throws Exception {
    Image image = house.queued("raw");

    change(house.alice, image, add(web.put("a", "data")));

    Image now = house.now(image);
    assertThat(now.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(now.content().size()).hasValue(4);
    assertThat(now.content().checksum()).isEmpty();
    assertThat(now.content().locations())
        .containsExactly(new ImageLocation(web.url("a"), Map.of("store", "web")));
    assertThat(house.text(now)).isEqualTo("data");
  }

  @Test
  void addsFurtherPlaces() {
    Image image = house.active("data");
    web.put("a", "data");

    change(house.alice, image, new Change.AddLocation("0", at(web.url("a"))));

    assertThat(house.now(image).content().locations()).hasSize(2);
    assertThat(house.now(image).content().checksum()).isPresent();
    refused(Refusal.Invalid.class, image, add(web.url("a")));
    change(house.alice, image, add(web.put("b", "data")));
    assertThatThrownBy(() -> change(house.alice, image, add(web.put("c", "data"))))
        .isInstanceOf(Refusal.OverQuota.class)
        .hasMessage(
            "The limit has been exceeded on the number of allowed image locations. Attempted: 4,"
                + " Maximum: 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "filesystem:///etc/passwd",
        "swift+config://ref/c/o",
        "memory://fast/x",
        "unheard://of",
        "nonsense",
        "",
        "http://127.0.0.1:1/nobody"
      })
  void takesPlacesOfKnownStoresOnly(String url) {
    Image image = house.queued("raw");

    assertThatThrownBy(() -> change(house.alice, image, add(url)))
        .isInstanceOfAny(Refusal.Invalid.class, Refusal.Unavailable.class);
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }

  @Test
  void takesPlacesWithDataOnly() {
    Image image = house.queued("raw");

    assertThatThrownBy(() -> change(house.alice, image, add(web.url("missing"))))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Invalid location");
    refused(Refusal.Invalid.class, image, add(web.put("empty", "")));
    refused(Refusal.Invalid.class, image, new Change.AddLocation("x", at(web.put("a", "data"))));
    refused(Refusal.Invalid.class, image, new Change.AddLocation("-1", at(web.url("a"))));
  }

  @Test
  void needsFormatsAndAStatus() {
    Image bare = house.images.create(house.alice, Optional.empty(), Attributes.NONE);
    assertThatThrownBy(() -> change(house.alice, bare, add(web.put("a", "data"))))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageContaining("must be set prior to saving data");
    Image image = house.active("data");
    house.actions.deactivate(house.alice, image.id());

    assertThatThrownBy(() -> change(house.alice, image, add(web.url("a"))))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("It's not allowed to add locations if image status is deactivated.");
  }

  @Test
  void isAllOrNothing() {
    Image image = house.queued("raw");

    refused(
        Refusal.Conflict.class,
        image,
        add(web.put("a", "data")),
        new Change.Replace("missing", Optional.of("x")));

    assertThat(house.now(image)).isEqualTo(image);
  }

  // --- digests

  @Test
  void keepsGivenDigests() {
    Image image = house.queued("raw");
    Multihash multihash = new Multihash("sha512", "ab".repeat(64));
    GivenLocation given =
        new GivenLocation(
            web.put("a", "data"), Map.of("k", "v"), Optional.of(MD5), Optional.of(multihash));

    change(house.alice, image, new Change.AddLocation("-", given));

    Image now = house.now(image);
    assertThat(now.content().checksum()).contains(MD5);
    assertThat(now.content().multihash()).contains(multihash);
    assertThat(now.content().locations().get(0).metadata())
        .isEqualTo(Map.of("k", "v", "store", "web"));
    change(
        house.alice,
        image,
        new Change.AddLocation(
            "-",
            new GivenLocation(
                web.put("b", "data"), Map.of(), Optional.of(MD5), Optional.of(multihash))));
    refusedDigest(image, "00".repeat(16), Optional.empty(), "already set");
  }

  @Test
  void refusesDigestsThatCannotBe() {
    Image image = house.queued("raw");

    refusedDigest(image, "z".repeat(32), Optional.empty(), "hexadecimal");
    refusedDigest(image, "abcd", Optional.empty(), "should be 16 bytes");
    refusedDigest(image, MD5, Optional.of(new Multihash("sha256", "ab")), "must be sha512");
    refusedDigest(image, MD5, Optional.of(new Multihash("sha512", "abcd")), "should be 64 bytes");
    refusedDigest(image, MD5, Optional.of(new Multihash("sha512", "x")), "hexadecimal");
    Image active = house.active("data");
    refusedDigest(
        active,
        house.now(active).content().checksum().orElseThrow(),
        Optional.of(new Multihash("sha512", "ab".repeat(64))),
        "already set");
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }

  private void refusedDigest(
      Image image, String checksum, Optional<Multihash> multihash, String word) {
    GivenLocation given =
        new GivenLocation(web.put("x", "data"), Map.of(), Optional.of(checksum), multihash);
    assertThatThrownBy(() -> change(house.alice, image, new Change.AddLocation("-", given)))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining(word);
  }

  // --- replace

  @Test
  void setsPlacesWhereThereAreNone() {
    Image image = house.queued("raw");
    String url = web.put("a", "data");

    refused(Refusal.Forbidden.class, image, new Change.ReplaceLocations(List.of()));
    refused(Refusal.Invalid.class, image, new Change.ReplaceLocations(List.of(at(url), at(url))));
    change(
        house.alice,
        image,
        new Change.ReplaceLocations(List.of(at(url), at(web.put("b", "data")))));

    assertThat(house.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(house.now(image).content().locations()).hasSize(2);
  }

  @Test
  void changesOnlyWhatIsSaidAboutPlaces() throws Exception {
    Image image = house.active("data");
    String url = image.content().locations().get(0).url();
    GivenLocation described =
        new GivenLocation(
            url, Map.of("note", "x", "store", "slow"), Optional.empty(), Optional.empty());

    change(house.alice, image, new Change.ReplaceLocations(List.of(described)));

    assertThat(house.now(image).content().locations())
        .containsExactly(new ImageLocation(url, Map.of("note", "x", "store", "fast")));
    assertThat(house.text(image)).isEqualTo("data");
    assertThatThrownBy(
            () ->
                change(
                    house.alice,
                    image,
                    new Change.ReplaceLocations(List.of(at(web.put("a", "data"))))))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageStartingWith("Original locations is not empty");
    refused(Refusal.Forbidden.class, image, new Change.ReplaceLocations(List.of()));
  }

  // --- remove

  @Test
  void removesAPlaceWithItsData() throws Exception {
    Image image = house.active("data");
    Intake intake =
        new Intake("slow", image.id(), OptionalLong.empty(), 1 << 20, "sha512", List.of());
    List<ImageLocation> both = new ArrayList<>();
    both.add(house.storage.ingest(intake, House.data("data")).location());
    both.addAll(image.content().locations());
    house.memory.store(image, image.with(Copies.with(image.content(), both)));

    assertThatThrownBy(() -> change(house.alice, image, new Change.RemoveLocation("0")))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete delete_image_location action.");
    for (String position : List.of("2", "x", "", "99999999999")) {
      refused(Refusal.Invalid.class, image, new Change.RemoveLocation(position));
    }
    // The heaviest store is shown first, whatever came first.
    change(house.admin, image, new Change.RemoveLocation("0"));

    assertThat(house.blobs()).containsExactly("slow/" + image.id());
    assertThat(house.text(image)).isEqualTo("data");
    assertThatThrownBy(() -> change(house.admin, image, new Change.RemoveLocation("0")))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Cannot remove last location in the image.");
    refused(Refusal.Conflict.class, house.queued("raw"), new Change.RemoveLocation("0"));
  }

  @Test
  void leavesDataOnWebServersAlone() {
    Image image = house.active("data");
    change(house.alice, image, add(web.put("a", "data")));

    change(house.admin, image, new Change.RemoveLocation("-"));

    assertThat(house.now(image).content().locations()).hasSize(1);
    assertThat(house.blobs()).hasSize(1);
  }

  // --- permission

  @Test
  void mayBeSwitchedOff() {
    try (House closed = new House(directory.resolve("closed"))) {
      Image image = closed.queued("raw");
      for (Map.Entry<String, Change> each :
          Map.of(
                  "add",
                  add("http://x/y"),
                  "update",
                  new Change.ReplaceLocations(List.of(at("http://x/y"))))
              .entrySet()) {
        assertThatThrownBy(
                () -> closed.images.change(closed.alice, image.id(), List.of(each.getValue())))
            .isInstanceOf(Refusal.Forbidden.class)
            .hasMessage(
                "It's not allowed to " + each.getKey() + " locations if locations are invisible.");
      }
      assertThatThrownBy(
              () ->
                  closed.images.change(
                      closed.admin, image.id(), List.of(new Change.RemoveLocation("0"))))
          .hasMessage("It's not allowed to remove locations if locations are invisible.");
    }
  }

  @Test
  void asksThePolicyFirst() {
    Image image = house.queued("raw");

    assertThatThrownBy(() -> change(house.rita, image, add(web.put("a", "data"))))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete set_image_location action.");
    assertThatThrownBy(() -> change(house.bob, image, add(web.url("a"))))
        .isInstanceOf(Refusal.NotFound.class);
  }
}
