package io.tapline.standalone.running;

import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A capture of DNS-like UDP exchanges: each connection is one datagram there and one back, a
 * millisecond apart, so that the number of connections is half that of frames.
 */
final class GeneratedCapture {
  private static final int ETHERNET = 1;
  private static final long START_NANOS = 1_772_359_200_000_000_000L;
  private static final int FRAME_BYTES = 14 + 20 + 8 + 64;

  private GeneratedCapture() {}

  /** Writes {@code connections} exchanges; returns the file. */
  static Path write(Path file, int connections) throws IOException {
    return write(file, 0, connections);
  }

  /** The same without the first ones. */
  static Path write(Path file, int first, int connections) throws IOException {
    return write(file, 0, first, connections);
  }

  /** The same connections as others in another content: the frames come from this station. */
  static Path writeOf(Path file, int station, int connections) throws IOException {
    return write(file, station, 0, connections);
  }

  private static Path write(Path file, int station, int first, int connections) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        PcapngWriter writer = new PcapngWriter(channel)) {
      int device = writer.addInterface(ETHERNET, 0);
      for (int i = first; i < first + connections; i++) {
        long nanos = START_NANOS + i * 2_000_000L;
        write(writer, device, nanos, frame(station, i, true));
        write(writer, device, nanos + 1_000_000, frame(station, i, false));
      }
      writer.flush();
    }
    return file;
  }

  private static void write(PcapngWriter writer, int device, long nanos, byte[] frame)
      throws IOException {
    MemorySegment segment = MemorySegment.ofArray(frame);
    writer.write(device, segment, 0, frame.length, frame.length, nanos, 0);
  }

  private static byte[] frame(int station, int number, boolean question) {
    int client = 0x0A000000 | number / 50_000 + 1;
    int server = 0x0A010001;
    int port = 10_000 + number % 50_000;
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    frame.put(new byte[8]).putInt(station).putShort((short) 0x0800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (FRAME_BYTES - 14)).putInt(0);
    frame.put((byte) 64).put((byte) 17).putShort((short) 0);
    frame.putInt(question ? client : server).putInt(question ? server : client);
    frame.putShort((short) (question ? port : 5353)).putShort((short) (question ? 5353 : port));
    frame.putShort((short) (8 + 64)).putShort((short) 0);
    return frame.array();
  }
}
