package io.tapline.capture.importing;

import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.lang.foreign.ValueLayout;

/**
 * The lines of a text file, without their ends (newline, or carriage return and newline). A last
 * line without an end counts, unless the file is known to be torn: then it is a part of the loss.
 * NUL bytes at the beginning of a line that is too long are left out: the hole in a log that was
 * cut while a program wrote it.
 */
final class LineFrames extends MappedFrames {
  /** Bytes kept of a line; the rest is a loss. */
  static final int MAX_BYTES = 256 << 10;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private long end;

  /** Before it no newline is, from {@link #next} on. */
  private long searched;

  private long offset;
  private long length;
  private long next;

  /** NUL bytes that were left out before the line. */
  private long hole;

  private LineFrames(StoredFile stored) throws IOException {
    super(stored);
    this.end = file.byteSize();
  }

  static LineFrames open(StoredFile stored) throws IOException {
    return new LineFrames(stored);
  }

  @Override
  public boolean next() {
    long newline = Newlines.find(file, Math.max(next, searched), end);
    boolean whole = newline < end;
    if (next == end || (!whole && (arriving || !torn().isEmpty()))) {
      searched = end;
      return false;
    }
    offset = next;
    length = newline - offset;
    if (whole && length > 0 && file.get(ValueLayout.JAVA_BYTE, newline - 1) == '\r') {
      length--;
    }
    next = whole ? newline + 1 : end;
    hole = length > MAX_BYTES ? nulBytes() : 0;
    offset += hole;
    length -= hole;
    return true;
  }

  private long nulBytes() {
    long at = offset;
    while (at + Long.BYTES <= offset + length && file.get(WORD, at) == 0) {
      at += Long.BYTES;
    }
    while (at < offset + length && file.get(ValueLayout.JAVA_BYTE, at) == 0) {
      at++;
    }
    return at - offset;
  }

  @Override
  public void refresh(boolean whole) throws IOException {
    super.refresh(whole);
    end = file.byteSize();
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
  public String loss() {
    String cut =
        length > MAX_BYTES ? "A line of " + length + " bytes was cut to " + MAX_BYTES + "." : "";
    return hole == 0
        ? cut
        : "A hole of " + hole + " NUL bytes: the log was cut while it was written. " + cut;
  }

  @Override
  public long lost() {
    return Math.max(0, length - MAX_BYTES);
  }

  @Override
  public LossUnit lostUnit() {
    return LossUnit.BYTES;
  }

  @Override
  public String torn() {
    return stored.torn();
  }

  @Override
  public long readBytes() {
    return next;
  }
}
