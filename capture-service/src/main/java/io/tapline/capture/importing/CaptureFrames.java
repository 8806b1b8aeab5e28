package io.tapline.capture.importing;

import io.tapline.wire.capture.CaptureEnding;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.FileBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/** The packets of a capture file. */
final class CaptureFrames implements StoredFrames {
  private static final String DROPPED = "The program that wrote the file dropped these frames.";

  private final CaptureFile file;
  private final CaptureReader reader;
  private final StoredFile stored;

  private CaptureFrames(CaptureFile file, StoredFile stored) {
    this.file = file;
    this.reader = file.reader();
    this.stored = stored;
  }

  static CaptureFrames open(StoredFile stored) throws IOException {
    return new CaptureFrames(CaptureFile.open(stored.path()), stored);
  }

  @Override
  public boolean next() {
    return reader.next();
  }

  @Override
  public void refresh(boolean whole) throws IOException {
    reader.refresh();
  }

  @Override
  public MemorySegment bytes() {
    return reader.bytes();
  }

  @Override
  public FileBytes fileBytes() {
    return reader.fileBytes();
  }

  @Override
  public long offset() {
    return reader.offset();
  }

  @Override
  public int capturedLength() {
    return reader.capturedLength();
  }

  @Override
  public int originalLength() {
    return reader.originalLength();
  }

  @Override
  public long timeNanos() {
    return reader.timeNanos();
  }

  @Override
  public int linkType() {
    return reader.linkType();
  }

  @Override
  public String loss() {
    return sentences(reader.droppedBefore(), reader.damage());
  }

  @Override
  public long lost() {
    return reader.droppedBefore() + reader.damagedBefore();
  }

  @Override
  public long lostAtEnd() {
    return reader.droppedAtEnd() + reader.damagedBefore();
  }

  @Override
  public String lossAtEnd() {
    return sentences(reader.droppedAtEnd(), reader.damage());
  }

  @Override
  public String torn() {
    CaptureEnding ending = reader.ending();
    String end = stored.torn();
    return end.isEmpty() && ending != null && ending.kind() != CaptureEnding.Kind.COMPLETE
        ? ending.message()
        : end;
  }

  private static String sentences(long dropped, String others) {
    return dropped == 0 ? others : (DROPPED + " " + others).strip();
  }

  @Override
  public long readBytes() {
    return reader.nextFileOffset();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
