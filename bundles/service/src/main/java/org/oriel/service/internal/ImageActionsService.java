// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.service.ImageActions;
import org.oriel.storage.Storage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Actions on a catalogue. */
@Component
public final class ImageActionsService implements ImageActions {
  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Access access;
  private final Copies copies;

  @Activate
  public ImageActionsService(
      @Reference ImageCatalogue catalogue, @Reference Policy policy, @Reference Storage storage) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.access = new Access(catalogue, policy);
    this.copies = new Copies(catalogue, storage);
  }

  @Override
  public void deactivate(Caller caller, String id) {
    move(access.changeable(caller, id, "deactivate"), Image::deactivate);
  }

  @Override
  public void reactivate(Caller caller, String id) {
    move(access.changeable(caller, id, "reactivate"), Image::reactivate);
  }

  private void move(Image image, UnaryOperator<Image> move) {
    Image after = move.apply(image);
    if (after.status() != image.status()) {
      store(image, after);
    }
  }

  @Override
  public void deleteFrom(Caller caller, String store, String id) {
    if (!storage.multistore()) {
      throw new Refusal.NotFound("Multi backend is not supported at this site.");
    }
    if (storage.stores().stream().noneMatch(each -> each.id().equals(store))) {
      throw new Refusal.Conflict("The selected store " + store + " is not available on this node.");
    }
    Image image = access.permitted(caller, id, "get_image_location");
    access.require("delete_image_location", caller, image);
    access.requireOwnership(caller, image);
    if (image.status() != ImageStatus.ACTIVE) {
      throw new Refusal.Conflict(
          "It's not allowed to remove locations if image status is " + image.status().word() + ".");
    }
    List<ImageLocation> all = image.content().locations();
    if (all.size() == 1) {
      throw Copies.lastOne();
    }
    List<ImageLocation> there =
        all.stream().filter(each -> each.store().filter(store::equals).isPresent()).toList();
    if (there.isEmpty()) {
      throw new Refusal.NotFound("Image " + id + " is not stored in store " + store + ".");
    }
    List<ImageLocation> rest = new ArrayList<>(all);
    rest.removeAll(there);
    if (rest.isEmpty()) {
      throw Copies.lastOne();
    }
    store(image, image.with(Copies.with(image.content(), rest)));
    copies.discard(image, there);
  }

  private void store(Image image, Image after) {
    try {
      catalogue.store(image, after);
    } catch (Refusal.Gone e) {
      throw Access.unknown(image.id());
    }
  }
}
