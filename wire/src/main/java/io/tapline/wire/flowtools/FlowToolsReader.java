package io.tapline.wire.flowtools;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a stream, each an immutable value of its own. Records of format 1 come as
 * version 1 or 5, with exporter and uptime 0. For one thread.
 */
public final class FlowToolsReader implements AutoCloseable {
  private final FlowToolsFrames frames;
  private final ForeignOrder foreignOrder;

  /** Reads these frames; {@link #close} closes them. */
  public FlowToolsReader(FlowToolsFrames frames, ForeignOrder foreignOrder) {
    this.frames = frames;
    this.foreignOrder = foreignOrder;
  }

  /**
   * Opens a file.
   *
   * @throws FlowToolsException if it is no flow-tools stream
   */
  public static FlowToolsReader open(Path path) throws IOException {
    return new FlowToolsReader(FlowToolsFrames.open(path), ForeignOrder.AS_DOCUMENTED);
  }

  /**
   * Reads a stream from its first byte on.
   *
   * @throws FlowToolsException if it is no flow-tools stream
   */
  public static FlowToolsReader of(InputStream in) throws IOException {
    return new FlowToolsReader(FlowToolsFrames.of(in), ForeignOrder.AS_DOCUMENTED);
  }

  public FlowToolsHeader header() {
    return frames.header();
  }

  /** The next record; null at the end, which {@link #ending} then describes. */
  public @Nullable FlowToolsRecord read() throws IOException {
    return frames.next() ? current() : null;
  }

  private FlowToolsRecord current() {
    RecordLayout layout = header().layout();
    byte[] bytes = new byte[layout.size()];
    MemorySegment.copy(
        frames.bytes(), ValueLayout.JAVA_BYTE, frames.offset(), bytes, 0, bytes.length);
    return header().streamVersion() == 1
        ? StreamOneRecord.convert(layout, bytes, header().byteOrder())
        : record(layout.version(), bytes);
  }

  private FlowToolsRecord record(RecordVersion version, byte[] bytes) {
    ByteOrder order = header().byteOrder();
    if (foreignOrder == ForeignOrder.AS_FLOW_TOOLS && order == ByteOrder.BIG_ENDIAN) {
      SwapFaults.mend(version, bytes);
    }
    return new FlowToolsRecord(version, bytes, order);
  }

  /** How reading ended; null while {@link #read} has not returned null. */
  public @Nullable FlowToolsEnding ending() {
    return frames.ending();
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
