package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** A channel behind a reused buffer. Little-endian. For one thread. */
final class FrameWriter {
  static final int BUFFER_BYTES = 1 << 20;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer;
  private final MemorySegment segment;
  private long flushed;

  FrameWriter(WritableByteChannel channel) {
    this(channel, ByteBuffer.allocateDirect(BUFFER_BYTES));
  }

  /**
   * @param memory at least {@link #BUFFER_BYTES}, this writer's alone while it writes
   */
  FrameWriter(WritableByteChannel channel, ByteBuffer memory) {
    this.channel = channel;
    this.buffer = memory.clear().order(ByteOrder.LITTLE_ENDIAN);
    this.segment = MemorySegment.ofBuffer(buffer);
  }

  /** Makes room for a record; what came before is written when there is none. */
  void reserve(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  FrameWriter int16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  FrameWriter int32(int value) {
    buffer.putInt(value);
    return this;
  }

  FrameWriter int64(long value) {
    buffer.putLong(value);
    return this;
  }

  FrameWriter bytes(MemorySegment from, long offset, int length) {
    MemorySegment.copy(from, offset, segment, buffer.position(), length);
    buffer.position(buffer.position() + length);
    return this;
  }

  /** Writes an array of any length. */
  void all(byte[] bytes, int length) throws IOException {
    MemorySegment from = MemorySegment.ofArray(bytes);
    for (int at = 0; at < length; at += BUFFER_BYTES) {
      int count = Math.min(BUFFER_BYTES, length - at);
      reserve(count);
      bytes(from, at, count);
    }
  }

  FrameWriter zeros(int count) {
    for (int i = 0; i < count; i++) {
      buffer.put((byte) 0);
    }
    return this;
  }

  /** Bytes written so far, those in the buffer included. */
  long size() {
    return flushed + buffer.position();
  }

  void flush() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        flushed += channel.write(buffer);
      }
    } finally {
      buffer.compact();
    }
  }

  void close() throws IOException {
    try (channel) {
      flush();
    }
  }

  static void checkCaptured(int capturedLength) {
    if (capturedLength < 0 || capturedLength > CaptureReader.MAXIMUM_CAPTURED_BYTES) {
      throw new IllegalArgumentException(
          "A frame has 0 to %d captured bytes, not %d."
              .formatted(CaptureReader.MAXIMUM_CAPTURED_BYTES, capturedLength));
    }
  }
}
