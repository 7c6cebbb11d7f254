// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;
import org.oriel.task.Task;

/**
 * What a task wants, read from its input.
 *
 * @param uri where the data lie, for those methods that fetch them
 * @param remote where the data lie, if in another image service
 * @param stores ids of the wanted stores; empty for the default one
 * @param allMustSucceed whether one failing store fails the import
 * @param injects whether the image gets the properties that the operator gives imported images
 */
record Order(
    String imageId,
    String method,
    Optional<String> uri,
    Optional<RemoteImage> remote,
    List<String> stores,
    boolean allMustSucceed,
    boolean injects) {
  static final String GLANCE_DIRECT = "glance-direct";
  static final String WEB_DOWNLOAD = "web-download";
  static final String GLANCE_DOWNLOAD = "glance-download";
  static final String COPY_IMAGE = "copy-image";

  /**
   * Reads an input.
   *
   * @throws Refusal.Invalid if it makes no sense: another program may have written it
   */
  static Order of(Task task) {
    String image =
        task.imageId().orElseThrow(() -> new Refusal.Invalid("The task names no image."));
    if (task.type().equals(Task.IMPORT)) {
      return new Order(
          image,
          WEB_DOWNLOAD,
          text(task.input(), "import_from"),
          Optional.empty(),
          List.of(),
          true,
          false);
    }
    Map<?, ?> request = object(task.input().get("import_req"));
    Map<?, ?> method = object(request.get("method"));
    return new Order(
        image,
        text(method, "name").orElseThrow(() -> new Refusal.Invalid("The task has no method.")),
        text(method, "uri"),
        remote(method),
        stores(task.input().get("backend")),
        !Boolean.FALSE.equals(request.get("all_stores_must_succeed")),
        Boolean.TRUE.equals(task.input().get(Task.INJECT)));
  }

  boolean copies() {
    return method.equals(COPY_IMAGE);
  }

  boolean fetches() {
    return method.equals(WEB_DOWNLOAD) || remote.isPresent();
  }

  private static Optional<RemoteImage> remote(Map<?, ?> method) {
    Optional<String> id = text(method, "glance_image_id");
    Optional<String> region = text(method, "glance_region");
    if (!text(method, "name").filter(GLANCE_DOWNLOAD::equals).isPresent()
        || id.isEmpty()
        || region.isEmpty()) {
      return Optional.empty();
    }
    String reach = text(method, "glance_service_interface").orElse("public");
    return Optional.of(new RemoteImage(id.get(), region.get(), reach));
  }

  private static List<String> stores(@Nullable Object backend) {
    return backend instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> object ? object : Map.of();
  }

  private static Optional<String> text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
