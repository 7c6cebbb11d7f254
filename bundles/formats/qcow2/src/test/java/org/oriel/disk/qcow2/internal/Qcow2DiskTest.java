// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.WriteOptions;
import org.oriel.testkit.disk.DiskContract;

class Qcow2DiskTest extends DiskContract {
  private static final String[] OPTIONS = {
    "compat=0.10",
    "cluster_size=512",
    "cluster_size=4k",
    "cluster_size=2M",
    "refcount_bits=1",
    "lazy_refcounts=on",
    "preallocation=metadata",
    "extended_l2=on",
    "extended_l2=on,cluster_size=16k",
  };
  private static final String[] PACKED = {
    "compat=0.10",
    "cluster_size=512",
    "cluster_size=64k",
    "cluster_size=2M",
    "cluster_size=4k,compression_type=zstd",
    "compression_type=zstd",
    "extended_l2=on",
  };

  @Override
  protected DiskFormat format() {
    return new Qcow2Format();
  }

  @Override
  protected String qemuFormat() {
    return "qcow2";
  }

  @Override
  protected List<List<String>> qemuVariants() {
    List<List<String>> variants = new ArrayList<>(List.of(List.of(), List.of("-S", "0")));
    for (String options : OPTIONS) {
      variants.add(List.of("-o", options));
    }
    for (String options : PACKED) {
      variants.add(List.of("-c", "-o", options));
    }
    return variants;
  }

  @Override
  protected List<Map<String, String>> variants() {
    return List.of(
        Map.of(),
        Map.of("compat", "0.10"),
        Map.of("cluster_size", "512"),
        Map.of("cluster_size", "4k", "compression_type", "zstd"),
        Map.of("cluster_size", "2M"),
        Map.of("compression_type", "zstd"),
        Map.of("cluster_size", "1M", "compression_window", "32k"));
  }

  @Override
  protected boolean mayRefuse(WriteOptions options) {
    boolean early = options.tables() == WriteOptions.Tables.EARLY;
    boolean large = options.value("cluster_size").orElse("").equals("2M");
    return options.compressed() && (early || large);
  }

  @Override
  protected Optional<String> sevenZip(WriteOptions options) {
    boolean zstd = options.value("compression_type").orElse("").equals("zstd");
    return zstd ? Optional.empty() : Optional.of("qcow");
  }
}
