// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to import the data of an image.
 *
 * @param requestId of the request over the wire
 * @param method an import method that is enabled
 * @param parameters texts that came with the method, such as {@code uri}
 * @param stores ids of the stores that the body names
 * @param storeHeader id of the store that the header names
 * @param allStores whether all stores are wanted
 * @param allMustSucceed whether one failing store fails the import
 * @param body the whole request, as JSON values by key; shown in the task
 */
public record ImportRequest(
    String requestId,
    String method,
    Map<String, String> parameters,
    Optional<List<String>> stores,
    Optional<String> storeHeader,
    boolean allStores,
    boolean allMustSucceed,
    Map<String, Object> body) {
  public static final String GLANCE_DIRECT = "glance-direct";
  public static final String WEB_DOWNLOAD = "web-download";
  public static final String COPY_IMAGE = "copy-image";
  public static final String GLANCE_DOWNLOAD = "glance-download";

  public ImportRequest {
    parameters = Map.copyOf(parameters);
    stores = stores.map(List::copyOf);
  }
}
