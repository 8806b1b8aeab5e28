package io.tapline.standalone.running;

import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** A capture in which 192.0.2.66 sends one SYN to each of many ports of 192.0.2.80. */
final class ScanCapture {
  private static final int ETHERNET = 1;
  private static final int FRAME_BYTES = 14 + 20 + 20;
  private static final int SCANNER = 0xC0000242;
  private static final int SERVER = 0xC0000250;
  private static final int SYN = 0x5002;

  private ScanCapture() {}

  /** Writes a scan of so many ports, a millisecond apart; returns the file. */
  static Path write(Path file, Instant start, int ports) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        PcapngWriter writer = new PcapngWriter(channel)) {
      int device = writer.addInterface(ETHERNET, 0);
      for (int i = 0; i < ports; i++) {
        long nanos = (start.toEpochMilli() + i) * 1_000_000L;
        MemorySegment frame = MemorySegment.ofArray(syn(i));
        writer.write(device, frame, 0, FRAME_BYTES, FRAME_BYTES, nanos, 0);
      }
      writer.flush();
    }
    return file;
  }

  private static byte[] syn(int number) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    frame.put(new byte[12]).putShort((short) 0x0800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (FRAME_BYTES - 14)).putInt(0);
    frame.put((byte) 64).put((byte) 6).putShort((short) 0).putInt(SCANNER).putInt(SERVER);
    frame.putShort((short) 40_000).putShort((short) (1 + number));
    frame.putInt(1).putInt(0).putShort((short) SYN).putShort((short) 1_024).putInt(0);
    return frame.array();
  }
}
