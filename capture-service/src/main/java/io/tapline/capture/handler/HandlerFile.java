package io.tapline.capture.handler;

import io.tapline.wire.capture.InterfaceNumbers;
import io.tapline.wire.capture.PcapWriter;
import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;

/** A file that a handler writes, in one of the formats. For one thread. */
sealed interface HandlerFile extends AutoCloseable {

  /** Begins a file; closing it closes the channel. */
  static HandlerFile begin(WritableByteChannel channel, HandlerSpec spec, int linkType) {
    return switch (spec.rules().format()) {
      case PCAP ->
          new Pcap(
              new PcapWriter(channel, linkType, spec.form().snapLength(), spec.form().precision()),
              linkType);
      case PCAPNG -> new Pcapng(new PcapngWriter(channel), spec.form().snapLength());
    };
  }

  /** Whether a frame of this link type may be written. */
  boolean takes(int linkType);

  /** Bytes of the file with one more frame, at most. */
  long sizeWith(int length);

  void write(MemorySegment frame, int originalLength, long timeNanos, int linkType)
      throws IOException;

  void flush() throws IOException;

  @Override
  void close() throws IOException;

  /** Has one link type. */
  record Pcap(PcapWriter writer, int linkType) implements HandlerFile {
    private static final int RECORD_HEADER_BYTES = 16;

    @Override
    public boolean takes(int type) {
      return type == linkType;
    }

    @Override
    public long sizeWith(int length) {
      return writer.size() + RECORD_HEADER_BYTES + length;
    }

    @Override
    public void write(MemorySegment frame, int originalLength, long timeNanos, int type)
        throws IOException {
      writer.write(frame, 0, (int) frame.byteSize(), originalLength, timeNanos);
    }

    @Override
    public void flush() throws IOException {
      writer.flush();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  /** Has an interface for each link type. */
  final class Pcapng implements HandlerFile {
    /** A packet block without its data, padding, and the description of an interface. */
    private static final int MAX_OVERHEAD_BYTES = 32 + 3 + 32;

    private final PcapngWriter writer;
    private final InterfaceNumbers interfaces;

    Pcapng(PcapngWriter writer, int snapLength) {
      this.writer = writer;
      this.interfaces = new InterfaceNumbers(writer, snapLength);
    }

    @Override
    public boolean takes(int linkType) {
      return true;
    }

    @Override
    public long sizeWith(int length) {
      return writer.size() + MAX_OVERHEAD_BYTES + length;
    }

    @Override
    public void write(MemorySegment frame, int originalLength, long timeNanos, int linkType)
        throws IOException {
      int index = interfaces.number(linkType);
      writer.write(index, frame, 0, (int) frame.byteSize(), originalLength, timeNanos, 0);
    }

    @Override
    public void flush() throws IOException {
      writer.flush();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
