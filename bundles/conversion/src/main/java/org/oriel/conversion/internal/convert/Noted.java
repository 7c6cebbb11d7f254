// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.oriel.conversion.Journal;
import org.oriel.disk.DiskWriter;

/**
 * What a journal says.
 *
 * @param head what the conversion began with; nothing was noted without
 * @param position all before it is done
 * @param fileBytes bytes of the target at that time
 */
record Noted(Optional<JournalHead> head, long position, long fileBytes) {
  static final byte HEAD = 1;
  static final byte CHECKPOINT = 2;
  static final Noted NOTHING = new Noted(Optional.empty(), 0, 0);

  static Noted in(Journal journal) throws IOException {
    Noted[] last = {NOTHING};
    journal.replay(
        entry -> {
          byte kind = entry.get();
          if (kind == HEAD) {
            last[0] = new Noted(Optional.of(JournalHead.decoded(entry)), 0, 0);
          } else if (kind == CHECKPOINT && last[0].head().isPresent()) {
            last[0] = new Noted(last[0].head(), entry.getLong(), entry.getLong());
          } else {
            throw new IOException("The journal holds what no conversion noted");
          }
        });
    return last[0];
  }

  /** Tells a writer what was written before. */
  static void recall(Journal journal, DiskWriter writer) throws IOException {
    journal.replay(
        entry -> {
          if (entry.get() == CHECKPOINT) {
            entry.getLong();
            entry.getLong();
            while (entry.hasRemaining()) {
              byte[] note = new byte[entry.getInt()];
              entry.get(note);
              writer.recall(note);
            }
          }
        });
  }

  static ByteBuffer checkpoint(long position, long fileBytes, byte[] notes) {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES + notes.length)
        .put(CHECKPOINT)
        .putLong(position)
        .putLong(fileBytes)
        .put(notes)
        .flip();
  }
}
