// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oriel.blocks.Parser;
import org.oriel.blocks.Refused;
import org.oriel.blocks.Step;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;

/**
 * The rules of a file: headers, region tables, then metadata and the table of blocks in whichever
 * order they lie. If the log holds something, the table of a passing stream is not the one that
 * counts, and is not looked at.
 */
final class VhdxParser implements Parser {
  static final byte[] MARK = "vhdxfile".getBytes(StandardCharsets.US_ASCII);

  private final Limits limits;
  private final Map<Metadata.Kind, ByteBuffer> items = new EnumMap<>(Metadata.Kind.class);
  private Optional<Header> first = Optional.empty();
  private Optional<Header> header = Optional.empty();
  private Optional<Regions> regions = Optional.empty();
  private Optional<Metadata> metadata = Optional.empty();
  private Optional<Places> places = Optional.empty();
  private boolean headersOnly;

  VhdxParser(Limits limits) {
    this.limits = limits;
  }

  /** Ends after headers and region tables: what follows may have to be read through the log. */
  VhdxParser headersOnly() {
    headersOnly = true;
    return this;
  }

  Header header() {
    return header.orElseThrow();
  }

  Regions regions() {
    return regions.orElseThrow();
  }

  Places places() {
    return places.orElseThrow();
  }

  @Override
  public Step first() {
    try {
      return Step.bytes(0, MARK.length, ByteOrder.LITTLE_ENDIAN, this::mark);
    } catch (Refused impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static boolean marks(ByteBuffer bytes) {
    return bytes.remaining() >= MARK.length
        && bytes.slice(bytes.position(), MARK.length).equals(ByteBuffer.wrap(MARK));
  }

  private Optional<Step> mark(ByteBuffer bytes) throws Refused {
    if (!marks(bytes)) {
      throw Refused.other("The file does not begin as a VHDX.");
    }
    return Optional.of(header(Header.FIRST_AT, this::firstHeader));
  }

  private static Step header(long offset, Step.Seen seen) throws Refused {
    return Step.bytes(offset, Header.BYTES, ByteOrder.LITTLE_ENDIAN, seen);
  }

  private Optional<Step> firstHeader(ByteBuffer bytes) throws Refused {
    first = Header.of(bytes);
    return Optional.of(header(Header.SECOND_AT, this::secondHeader));
  }

  private Optional<Step> secondHeader(ByteBuffer bytes) throws Refused {
    header = Optional.of(Header.later(first, Header.of(bytes)));
    return Optional.of(new RegionStep(Regions.FIRST_AT, this::firstRegions));
  }

  private Optional<Step> firstRegions(Optional<ByteBuffer> table) throws Refused {
    if (table.isPresent()) {
      return regions(table.get());
    }
    return Optional.of(new RegionStep(Regions.SECOND_AT, this::secondRegions));
  }

  private Optional<Step> secondRegions(Optional<ByteBuffer> table) throws Refused {
    if (table.isEmpty()) {
      throw Refused.corrupt("Neither of the two region tables is sound.");
    }
    return regions(table.get());
  }

  private Optional<Step> regions(ByteBuffer table) throws Refused {
    Regions found = Regions.of(table, header().region());
    regions = Optional.of(found);
    if (found.table().bytes() > limits.tableBytes()) {
      throw Refused.unsupported(
          "A table of " + found.table().bytes() + " bytes for the blocks is too large.");
    }
    if (headersOnly) {
      return Optional.empty();
    }
    boolean tableFirst = found.table().offset() < found.metadata().offset();
    return tableFirst && !header().logged() ? Optional.of(table()) : Optional.of(metadata());
  }

  /** To look at the metadata. */
  Step metadata() throws Refused {
    Regions.Region region = regions().metadata();
    return Step.bytes(
        region.offset(),
        Metadata.LOOKED_AT,
        ByteOrder.LITTLE_ENDIAN,
        table -> item(Metadata.items(table, region.bytes()), 0));
  }

  private Optional<Step> item(List<Metadata.Item> all, int next) throws Refused {
    if (next == all.size()) {
      metadata = Optional.of(Metadata.of(items, limits));
      checkTable();
      boolean seen = headersOnly || places.isPresent() || header().logged();
      return seen ? Optional.empty() : Optional.of(table());
    }
    Metadata.Item item = all.get(next);
    return Optional.of(
        Step.bytes(
            regions().metadata().offset() + item.offset(),
            item.kind().bytes,
            ByteOrder.LITTLE_ENDIAN,
            bytes -> {
              items.put(item.kind(), bytes);
              return item(all, next + 1);
            }));
  }

  private void checkTable() throws Refused {
    long entries = regions().table().bytes() / Long.BYTES;
    Metadata known = metadata.orElseThrow();
    if (known.diskBytes() / known.blockBytes() >= entries || known.entries() > entries) {
      throw Refused.corrupt(
          "A table of "
              + entries
              + " entries is too small for a disk of "
              + known.diskBytes()
              + " bytes.");
    }
  }

  /** To look at the table of blocks, which is kept if it is looked at by itself. */
  Step table() throws Refused {
    Places look = new Places(regions().all(), headersOnly ? metadata : Optional.empty());
    places = Optional.of(look);
    return Step.longs(
        regions().table().offset(),
        (int) (regions().table().bytes() / Long.BYTES),
        ByteOrder.LITTLE_ENDIAN,
        look::entry,
        () -> metadata.isPresent() ? Optional.empty() : Optional.of(metadata()));
  }

  @Override
  public DiskInfo judge(long length) throws Refused {
    Metadata known = metadata.orElseThrow();
    for (Regions.Region region : regions().all()) {
      if (region.end() > length) {
        throw Refused.corrupt("The file ends within a region: it was cut off.");
      }
    }
    if (places.isPresent()) {
      places.get().fits(length, known.blockBytes());
    }
    Map<String, String> details = new TreeMap<>();
    details.put("subformat", known.fixed() ? "fixed" : "dynamic");
    if (header().logged()) {
      details.put("log", "to be replayed");
    }
    return new DiskInfo(VhdxFormat.NAME, known.diskBytes(), known.blockBytes(), details);
  }
}
