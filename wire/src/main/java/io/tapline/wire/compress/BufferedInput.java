package io.tapline.wire.compress;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream behind a buffer whose next bytes can be looked at before they are taken. */
final class BufferedInput {
  /** Holds a zstd block with its header, and every reasonable gzip header. */
  static final int BUFFER_BYTES = 256 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int limit;
  private long taken;
  private boolean ended;

  BufferedInput(InputStream in) {
    this.in = in;
  }

  /**
   * Whether there are {@code count} more bytes; they are in the buffer then. Never more than it
   * holds.
   */
  boolean has(int count) throws IOException {
    if (limit - at < count && count <= BUFFER_BYTES) {
      fill(count);
    }
    return limit - at >= count;
  }

  private void fill(int count) throws IOException {
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    limit -= at;
    at = 0;
    while (limit < count && !ended) {
      int read = in.read(buffer, limit, buffer.length - limit);
      ended = read < 0;
      limit += Math.max(0, read);
    }
  }

  byte[] array() {
    return buffer;
  }

  /** Where the next byte lies in {@link #array}. */
  int at() {
    return at;
  }

  /** Bytes in the buffer. */
  int available() {
    return limit - at;
  }

  /** A copy of the next bytes, which are in the buffer. */
  byte[] head(int count) {
    return Arrays.copyOfRange(buffer, at, at + count);
  }

  int unsignedByte(int index) {
    return buffer[at + index] & 0xFF;
  }

  /** Takes bytes that are in the buffer. */
  void take(int count) {
    at += count;
    taken += count;
  }

  /** Takes bytes whether in the buffer or not; false = there are not so many. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0 && has(1)) {
      int step = (int) Math.min(left, available());
      take(step);
      left -= step;
    }
    return left == 0;
  }

  /** Bytes taken so far. */
  long position() {
    return taken;
  }

  /** Bytes taken from the stream so far, those in the buffer included. */
  long read() {
    return taken + available();
  }

  int read(byte[] into, int offset, int length) throws IOException {
    if (!has(1)) {
      return -1;
    }
    int count = Math.min(length, available());
    System.arraycopy(buffer, at, into, offset, count);
    take(count);
    return count;
  }

  void close() throws IOException {
    in.close();
  }
}
