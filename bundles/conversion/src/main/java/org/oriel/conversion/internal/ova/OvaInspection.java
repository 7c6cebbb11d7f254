// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.oriel.conversion.Contents;
import org.oriel.conversion.Finding;
import org.oriel.conversion.Inspection;
import org.oriel.disk.FormatException;

/**
 * Looks into an OVA while it passes by: each member that is no text is inspected as if it came by
 * itself, whether the description calls it a disk or not, since nobody knows who opens it.
 */
public final class OvaInspection implements AutoCloseable {
  private static final String WORD = "ova";

  private final Supplier<Inspection> inside;
  private final Members members = new Members();
  private final OvaReader reader = new OvaReader(members);
  private final List<Finding> findings = new ArrayList<>();
  private Optional<String> objection = Optional.empty();

  /**
   * @param inside begins to inspect a member
   */
  public OvaInspection(Supplier<Inspection> inside) {
    this.inside = inside;
  }

  /** The next bytes; position and limit of the buffer stay as they are. */
  public void feed(ByteBuffer bytes) {
    if (objection.isEmpty()) {
      try {
        reader.feed(bytes.duplicate());
      } catch (FormatException refusal) {
        objection = Optional.of(String.valueOf(refusal.getMessage()));
      }
    }
  }

  /** All bytes have passed: what each member that is no text is, in the order of the archive. */
  public Contents finish() {
    if (objection.isEmpty()) {
      try {
        if (reader.finish().isEmpty()) {
          objection = Optional.of("The OVF has no disk.");
        }
      } catch (FormatException refusal) {
        objection = Optional.of(String.valueOf(refusal.getMessage()));
      }
    }
    return new Contents(WORD, objection.isPresent() ? List.of() : findings, objection);
  }

  /** Ends what is still under way. */
  @Override
  public void close() {
    members.close();
  }

  private final class Members implements OvaReader.Visitor {
    private Optional<Inspection> now = Optional.empty();
    private long length;

    @Override
    public void begin(String name, long bytes) {
      now = Optional.of(inside.get());
      length = bytes;
    }

    @Override
    public void feed(ByteBuffer bytes) {
      now.orElseThrow().feed(bytes);
    }

    @Override
    public void end() {
      findings.add(now.orElseThrow().finish(length));
      close();
    }

    void close() {
      now.ifPresent(Inspection::close);
      now = Optional.empty();
    }
  }
}
