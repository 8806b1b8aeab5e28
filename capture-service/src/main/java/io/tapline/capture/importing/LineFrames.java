package io.tapline.capture.importing;

import io.tapline.wire.capture.MappedBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The lines of a text file, without their ends (newline, or carriage return and newline). A last
 * line without an end counts, unless the file is known to be torn: then it is a part of the loss.
 */
final class LineFrames implements StoredFrames {
  /** Bytes kept of a line; the rest is a loss. */
  static final int MAX_BYTES = 256 << 10;

  private final MappedFile mapped;
  private final MemorySegment file;
  private final long timeNanos;
  private final String torn;
  private final long end;
  private long offset;
  private long length;
  private long next;

  private LineFrames(MappedFile mapped, StoredFile stored) {
    this.mapped = mapped;
    this.file = mapped.bytes();
    this.timeNanos = stored.modifyNanos();
    this.torn = stored.torn();
    this.end = file.byteSize();
  }

  static LineFrames open(StoredFile stored) throws IOException {
    return new LineFrames(MappedFile.open(stored.path()), stored);
  }

  @Override
  public boolean next() {
    long newline = Newlines.find(file, next, end);
    boolean whole = newline < end;
    if (next == end || (!whole && !torn.isEmpty())) {
      return false;
    }
    offset = next;
    length = newline - offset;
    if (whole && length > 0 && file.get(ValueLayout.JAVA_BYTE, newline - 1) == '\r') {
      length--;
    }
    next = whole ? newline + 1 : end;
    return true;
  }

  @Override
  public MemorySegment bytes() {
    return file;
  }

  @Override
  public MappedBytes mapping() {
    return mapped.mapping();
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public int capturedLength() {
    return (int) Math.min(length, MAX_BYTES);
  }

  @Override
  public int originalLength() {
    return (int) Math.min(length, Integer.MAX_VALUE);
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public String loss() {
    return length > MAX_BYTES ? "A line of " + length + " bytes was cut to " + MAX_BYTES + "." : "";
  }

  @Override
  public String torn() {
    return torn;
  }

  @Override
  public long readBytes() {
    return next;
  }

  @Override
  public void close() {
    mapped.close();
  }
}
