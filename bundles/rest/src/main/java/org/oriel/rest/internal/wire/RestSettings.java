// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.rest.internal.schema.TypedProperties;

/**
 * What the operator says about the door.
 *
 * @param publicEndpoint where clients reach this server; as they ask, if absent
 * @param pageDefault images in a page if the client does not say
 * @param pageMost most images in a page
 * @param requestIdMost most characters of a request id
 * @param multistore whether the API of several stores is announced
 * @param cacheDirectory whether the API of the cache is announced
 * @param cacheManaged whether the older API of the cache is there, too
 * @param importMethods announced to clients that create images
 * @param showDirectUrl whether views tell where the data lie best
 * @param showLocations whether views tell where the data lie
 * @param silence how long a client may be silent in a body; zero for ever
 * @param pipeline what stands before the API
 * @param disabledBy a file whose existence makes the health check fail
 * @param properties custom properties that the operator defines
 */
public record RestSettings(
    Optional<String> publicEndpoint,
    int pageDefault,
    int pageMost,
    int requestIdMost,
    boolean multistore,
    boolean cacheDirectory,
    boolean cacheManaged,
    List<String> importMethods,
    List<String> diskFormats,
    List<String> containerFormats,
    boolean showDirectUrl,
    boolean showLocations,
    Duration silence,
    PipelineSettings pipeline,
    Optional<Path> disabledBy,
    TypedProperties properties) {
  private static final List<String> DISK_FORMATS =
      List.of("ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop");
  private static final List<String> CONTAINER_FORMATS =
      List.of("ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed");
  private static final List<String> IMPORT_METHODS =
      List.of("glance-direct", "web-download", "copy-image");

  public RestSettings {
    importMethods = List.copyOf(importMethods);
    diskFormats = List.copyOf(diskFormats);
    containerFormats = List.copyOf(containerFormats);
  }

  /**
   * Reads the settings of the PID {@code org.oriel.rest}.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  public static RestSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    RestSettings settings =
        new RestSettings(
            options.text("public_endpoint").map(RestSettings::withoutSlash),
            options.integer("limit_param_default", 25, 1, 100_000),
            options.integer("api_limit_max", 1000, 1, 100_000),
            options.integer("max_request_id_length", 64, 0, 1024),
            options.flag("enabled_backends_set", true),
            options.flag("image_cache_dir_set", false),
            options.flag("cache_manage_filter", false),
            options.list("enabled_import_methods", IMPORT_METHODS),
            options.list("disk_formats", DISK_FORMATS),
            options.list("container_formats", CONTAINER_FORMATS),
            options.flag("show_image_direct_url", false),
            options.flag("show_multiple_locations", false),
            Duration.ofSeconds(options.integer("client_socket_timeout", 900, 0, 86_400)),
            PipelineSettings.of(options, problems),
            options.text("disable_by_file_path").map(Path::of),
            TypedProperties.of(
                options.text("image_schema_file").map(Path::of),
                options.flag("allow_additional_image_properties", true),
                problems));
    problems.complain("Configuration of the image API");
    return settings;
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
