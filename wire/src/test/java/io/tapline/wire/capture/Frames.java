package io.tapline.wire.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes captures into memory and reads them back as values. */
final class Frames {
  private Frames() {}

  /** A frame as a value; equal when everything is equal. */
  record Frame(List<Byte> bytes, int originalLength, long timeNanos, int linkType, long dropped) {
    static Frame of(byte[] bytes, int extra, long timeNanos, int linkType, long dropped) {
      return new Frame(boxed(bytes), bytes.length + extra, timeNanos, linkType, dropped);
    }

    MemorySegment segment() {
      byte[] array = new byte[bytes.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = bytes.get(i);
      }
      return MemorySegment.ofArray(array);
    }

    Frame at(long timeNanos) {
      return new Frame(bytes, originalLength, timeNanos, linkType, dropped);
    }
  }

  /** What a reader said: frames, and how it ended. */
  record Read(List<Frame> frames, CaptureEnding ending) {}

  private static List<Byte> boxed(byte[] bytes) {
    List<Byte> boxed = new ArrayList<>(bytes.length);
    for (byte b : bytes) {
      boxed.add(b);
    }
    return boxed;
  }

  static byte[] pcap(List<Frame> frames, int linkType, PcapWriter.Precision precision) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapWriter writer =
        new PcapWriter(Channels.newChannel(out), linkType, 65_535, precision)) {
      for (Frame frame : frames) {
        MemorySegment segment = frame.segment();
        int captured = (int) segment.byteSize();
        writer.write(segment, 0, captured, frame.originalLength(), frame.timeNanos());
      }
      writer.flush();
      checkSize(writer.size(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** One interface for each link type from 0 to the largest used. */
  static byte[] pcapng(List<Frame> frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(out))) {
      int interfaces = frames.stream().mapToInt(Frame::linkType).max().orElse(0) + 1;
      for (int linkType = 0; linkType < interfaces; linkType++) {
        writer.addInterface(linkType, 0);
      }
      for (Frame frame : frames) {
        write(writer, frame);
      }
      writer.flush();
      checkSize(writer.size(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(PcapngWriter writer, Frame frame) throws IOException {
    MemorySegment segment = frame.segment();
    writer.write(
        frame.linkType(),
        segment,
        0,
        (int) segment.byteSize(),
        frame.originalLength(),
        frame.timeNanos(),
        frame.dropped());
  }

  private static void checkSize(long size, ByteArrayOutputStream out) {
    if (size != out.size()) {
      throw new IllegalStateException("wrote %d, says %d".formatted(out.size(), size));
    }
  }

  static Read read(byte[] file) throws IOException {
    try (CaptureFile capture = CaptureFile.of(MemorySegment.ofArray(file))) {
      return read(capture.reader());
    }
  }

  static Read read(CaptureReader reader) {
    List<Frame> frames = new ArrayList<>();
    while (reader.next()) {
      frames.add(current(reader));
    }
    CaptureEnding ending = reader.ending();
    if (ending == null) {
      throw new IllegalStateException("no ending");
    }
    return new Read(frames, ending);
  }

  static Frame current(CaptureReader reader) {
    byte[] bytes =
        reader
            .bytes()
            .asSlice(reader.offset(), reader.capturedLength())
            .toArray(ValueLayout.JAVA_BYTE);
    return new Frame(
        boxed(bytes),
        reader.originalLength(),
        reader.timeNanos(),
        reader.linkType(),
        reader.droppedBefore());
  }

  static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }
}
