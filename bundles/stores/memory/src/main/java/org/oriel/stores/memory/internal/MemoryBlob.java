// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.oriel.store.Blob;
import org.oriel.store.StoreException;

/** A handle; looks the bytes up whenever it is asked. */
final class MemoryBlob implements Blob {
  private final MemoryStore store;
  private final Contents contents;
  private final String blobId;

  MemoryBlob(MemoryStore store, Contents contents, String blobId) {
    this.store = store;
    this.contents = contents;
    this.blobId = blobId;
  }

  @Override
  public long size() throws StoreException {
    return bytes().size();
  }

  @Override
  public ReadableByteChannel read(long offset) throws StoreException {
    return new MemoryReader(store, bytes(), offset);
  }

  @Override
  public int readAt(long position, ByteBuffer into) throws StoreException {
    return bytes().readAt(position, into);
  }

  @Override
  public boolean delete() throws StoreException {
    store.requireOpen();
    return contents.remove(blobId);
  }

  private Bytes bytes() throws StoreException {
    store.requireOpen();
    return contents
        .get(blobId)
        .orElseThrow(() -> new StoreException.BlobMissing("There is no blob " + blobId + "."));
  }
}
