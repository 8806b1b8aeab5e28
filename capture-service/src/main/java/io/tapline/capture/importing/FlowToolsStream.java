package io.tapline.capture.importing;

import io.tapline.wire.flowtools.FlowToolsEnding;
import io.tapline.wire.flowtools.FlowToolsFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/** A flow-tools stream: its header is the first frame, then each record is one, decompressed. */
final class FlowToolsStream implements StoredFrames {
  private final FlowToolsFrames records;
  private final MemorySegment header;
  private final StoredFile stored;
  private boolean begun;
  private boolean inRecords;

  private FlowToolsStream(FlowToolsFrames records, StoredFile stored) {
    this.records = records;
    this.header = MemorySegment.ofArray(records.header().bytes());
    this.stored = stored;
  }

  static FlowToolsStream open(StoredFile stored) throws IOException {
    return new FlowToolsStream(FlowToolsFrames.open(stored.path()), stored);
  }

  @Override
  public boolean next() {
    if (!begun) {
      begun = true;
      return true;
    }
    inRecords = true;
    try {
      return records.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public MemorySegment bytes() {
    return inRecords ? records.bytes() : header;
  }

  @Override
  public long offset() {
    return inRecords ? records.offset() : 0;
  }

  @Override
  public int capturedLength() {
    return inRecords ? records.recordSize() : (int) header.byteSize();
  }

  @Override
  public long timeNanos() {
    return stored.modifyNanos();
  }

  @Override
  public String torn() {
    FlowToolsEnding ending = records.ending();
    if (!stored.torn().isEmpty()
        || ending == null
        || ending.kind() == FlowToolsEnding.Kind.COMPLETE) {
      return stored.torn();
    }
    return ending.message();
  }

  @Override
  public long readBytes() {
    return header.byteSize() + (records.position() + 1) * records.recordSize();
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
