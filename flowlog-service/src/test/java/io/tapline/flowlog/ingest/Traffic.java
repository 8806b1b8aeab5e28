package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.checkpoint.SourceLoss;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made-up capture, the same for the same seed: TCP and UDP between a few hosts, some of it named
 * by its payload, frames that belong to no connection, pauses that let connections expire.
 */
final class Traffic {
  static final long T0 = 1_717_200_000_000_000_000L;
  private static final long MILLI = 1_000_000;

  private record Frame(byte[] bytes, int originalLength, long timeNanos, int linkType) {}

  private final List<Frame> frames = new ArrayList<>();

  Traffic(long seed, int count) {
    Random random = new Random(seed);
    long time = T0;
    while (frames.size() < count) {
      time += random.nextInt(200) == 0 ? random.nextInt(90_000) * MILLI : random.nextInt(5_000_000);
      byte[] bytes = frame(random);
      long jitter = random.nextInt(20) == 0 ? -3 * MILLI : 0;
      frames.add(
          new Frame(
              bytes,
              bytes.length + (random.nextInt(10) == 0 ? 500 : 0),
              time + jitter,
              random.nextInt(100) == 0 ? 147 : 1));
    }
  }

  private static byte[] frame(Random random) {
    End client = new End(1 + random.nextInt(6), 40_000 + random.nextInt(12));
    End server = new End(100 + random.nextInt(3), random.nextBoolean() ? 443 : 80);
    boolean back = random.nextBoolean();
    End from = back ? server : client;
    End to = back ? client : server;
    return switch (random.nextInt(12)) {
      case 0 -> Frames.tcp(from, to, back ? Frames.SYN | Frames.ACK : Frames.SYN, 0);
      case 1 -> Frames.tcp(from, to, Frames.FIN | Frames.ACK, 0);
      case 2 -> random.nextInt(4) == 0 ? Frames.tcp(from, to, Frames.RST, 0) : arp();
      case 3 -> Frames.udp(from, to, Frames.text("question"));
      case 4 -> Frames.echo(from, to, back ? 0 : 8);
      case 5 ->
          Frames.tcp(
              client,
              server,
              Frames.ACK,
              Frames.text("GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n"));
      default -> Frames.tcp(from, to, Frames.ACK, random.nextInt(300));
    };
  }

  private static byte[] arp() {
    byte[] frame = new byte[42];
    frame[12] = 0x08;
    frame[13] = 0x06;
    return frame;
  }

  int size() {
    return frames.size();
  }

  long bytes() {
    return frames.stream().mapToLong(Frame::originalLength).sum();
  }

  /** No frame from this position on is earlier. */
  long earliestNanosFrom(int position) {
    return frames.subList(position, frames.size()).stream()
        .mapToLong(Frame::timeNanos)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  FrameBlock all() {
    return block(0, size());
  }

  /** Frames {@code from} to before {@code to}. */
  FrameBlock block(int from, int to) {
    return block(from, to, List.of());
  }

  FrameBlock block(int from, int to, List<SourceLoss> losses) {
    List<Frame> part = frames.subList(from, to);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] offsets = new int[part.size() + 1];
    for (int i = 0; i < part.size(); i++) {
      data.writeBytes(part.get(i).bytes());
      offsets[i + 1] = data.size();
    }
    return new FrameBlock(
        from,
        MemorySegment.ofArray(data.toByteArray()),
        offsets,
        part.stream().mapToInt(Frame::originalLength).toArray(),
        part.stream().mapToLong(Frame::timeNanos).toArray(),
        part.stream().mapToInt(Frame::linkType).toArray(),
        losses);
  }
}
