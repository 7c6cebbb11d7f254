// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.BrokenOff;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.service.Download;
import org.oriel.service.ImageFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Image data out: through one direct buffer, which the container hands to the socket as it is. */
@Contract(
    value = "Download the data of an image",
    status = {200, 204, 206},
    gives = Contract.DATA,
    refuses = 416,
    parameters = {"prefer", "Range"},
    headers = {"Content-MD5", "Content-Range"})
public final class Downloads implements DataOperation {
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
  private static final int BUFFER_BYTES = 512 << 10;
  private static final int BUFFERS = 64;

  private final ImageFiles files;
  private final Buffers buffers = new Buffers(BUFFERS, BUFFER_BYTES);

  public Downloads(ImageFiles files) {
    this.files = files;
  }

  @Override
  public void serve(String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Download> found = files.open(Exchange.caller(request), id, preferred(request));
    if (found.isEmpty()) {
      response.setStatus(204);
      return;
    }
    try (Download download = found.get()) {
      Optional<ByteRange> part =
          ByteRange.of(
              Exchange.header(request, "Range"),
              Exchange.header(request, "Content-Range"),
              download.size());
      head(download, part, response);
      long first = part.map(ByteRange::first).orElse(0L);
      long length = part.map(ByteRange::length).orElse(download.size());
      if (length > 0) {
        send(download, first, length, response);
      }
    }
  }

  private static List<String> preferred(HttpServletRequest request) {
    return QueryString.parse(Optional.ofNullable(request.getQueryString()))
        .last("prefer")
        .map(ids -> Stream.of(ids.split(",", -1)).map(String::strip).distinct().toList())
        .orElse(List.of());
  }

  private static void head(
      Download download, Optional<ByteRange> part, HttpServletResponse response) {
    long size = download.size();
    response.setStatus(part.isPresent() ? 206 : 200);
    response.setContentType("application/octet-stream");
    response.setContentLengthLong(part.map(ByteRange::length).orElse(size));
    part.ifPresent(range -> response.setHeader("Content-Range", range.contentRange(size)));
    download
        .image()
        .content()
        .checksum()
        .ifPresent(checksum -> response.setHeader("Content-MD5", checksum));
  }

  private void send(Download download, long first, long length, HttpServletResponse response)
      throws IOException {
    ByteBuffer buffer = buffers.take();
    long left = length;
    try (ReadableByteChannel data = channel(download, first, length)) {
      ServletOutputStream out = response.getOutputStream();
      while (left > 0) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), left));
        fill(buffer, data, download.image().id());
        int filled = buffer.position();
        out.write(buffer.flip());
        left -= filled;
      }
    } finally {
      buffers.giveBack(buffer);
      download.sent(length - left, length);
    }
  }

  private static ReadableByteChannel channel(Download download, long first, long length)
      throws IOException {
    return length == download.size() ? download.whole() : download.from(first);
  }

  private static void fill(ByteBuffer buffer, ReadableByteChannel data, String id)
      throws IOException {
    try {
      if (data.read(buffer) < 0) {
        throw new EOFException("The data of an image are shorter than its store said.");
      }
    } catch (IOException e) {
      LOG.warn("Data of image {} cannot be read to their end", id, e);
      throw new BrokenOff(e);
    }
  }
}
