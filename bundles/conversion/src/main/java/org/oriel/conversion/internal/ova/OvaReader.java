// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.oriel.disk.FormatException;

/**
 * Reads an OVA that passes by. Each member that may be a disk is shown to a visitor; which ones are
 * disks is known in the end, since the description need not come first.
 */
public final class OvaReader {
  private static final int MOST_TEXT = 1 << 20;

  /** Is shown the members that may be disks, one after the other. */
  public interface Visitor {
    /**
     * A member begins.
     *
     * @param name a plain file name that no other member has
     */
    void begin(String name, long bytes);

    /** The next bytes of the member; the buffer is not kept. */
    void feed(ByteBuffer bytes);

    /** The member is whole. */
    void end();
  }

  /**
   * A disk of the machine.
   *
   * @param member the name of the member that holds it
   * @param capacity bytes that the description says it has
   */
  public record OvaDisk(String member, long capacity) {}

  private final Visitor visitor;
  private final TarReader tar = new TarReader(new Members());
  private final Digests digests = new Digests();
  private final Set<String> members = new HashSet<>();
  private Optional<Ovf> ovf = Optional.empty();
  private boolean manifestSeen;

  public OvaReader(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Bytes of a file's head that are enough for {@link #marks}. */
  public static final int HEAD = TarHeader.BYTES;

  /** Whether the first bytes of a file are those of a tar. */
  public static boolean marks(ByteBuffer head) {
    return TarHeader.marks(head);
  }

  /** The next bytes; all are taken. After a refusal nothing more may be fed. */
  public void feed(ByteBuffer bytes) throws FormatException {
    tar.feed(bytes);
  }

  /**
   * All bytes have passed.
   *
   * @return the disks, in the order of the description
   */
  public List<OvaDisk> finish() throws FormatException {
    tar.finish();
    Ovf description = ovf.orElseThrow(() -> new FormatException.Corrupt("The archive has no OVF."));
    digests.verify();
    for (String name : description.files().values()) {
      if (!members.contains(name)) {
        throw new FormatException.Unsafe("The OVF names a file that is not in the archive.");
      }
    }
    List<OvaDisk> disks = new ArrayList<>();
    for (Ovf.Entry disk : description.disks()) {
      String member = description.files().get(disk.file());
      if (member == null) {
        throw new FormatException.Corrupt("A disk of the OVF has no file.");
      }
      disks.add(new OvaDisk(member, disk.capacity()));
    }
    return disks;
  }

  private static boolean ends(String name, String suffix) {
    return name.toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  /** Sorts members: texts are kept, all others shown. */
  private final class Members implements MemberReader {
    private String name = "";
    private Optional<ByteBuffer> text = Optional.empty();

    @Override
    public void begin(String member, long bytes) throws FormatException {
      name = member;
      members.add(member);
      boolean isOvf = ends(member, ".ovf");
      boolean isManifest = ends(member, ".mf");
      if ((isOvf && ovf.isPresent()) || (isManifest && manifestSeen)) {
        throw new FormatException.Unsafe("The archive has two descriptions or manifests.");
      }
      if (isOvf || isManifest) {
        if (bytes > MOST_TEXT) {
          throw new FormatException.Unsupported(
              "A description of " + bytes + " bytes is too long.");
        }
        text = Optional.of(ByteBuffer.allocate((int) bytes));
      }
      digests.begin(member);
      if (text.isEmpty()) {
        visitor.begin(member, bytes);
      }
    }

    @Override
    public void feed(ByteBuffer bytes) {
      digests.feed(bytes);
      if (text.isPresent()) {
        text.get().put(bytes);
      } else {
        visitor.feed(bytes);
      }
    }

    @Override
    public void end() throws FormatException {
      digests.end(name);
      if (text.isEmpty()) {
        visitor.end();
        return;
      }
      byte[] whole = text.get().array();
      text = Optional.empty();
      if (ends(name, ".ovf")) {
        ovf = Optional.of(Ovf.of(whole));
      } else {
        manifestSeen = true;
        digests.manifest(Manifest.of(whole));
      }
    }
  }
}
