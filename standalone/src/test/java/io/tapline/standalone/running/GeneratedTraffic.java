package io.tapline.standalone.running;

import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Frames of connections as hosts exchange them, written as a capture in the order of time. */
final class GeneratedTraffic {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int PSH = 8;
  static final int ACK = 16;

  private static final int ETHERNET = 1;
  private static final int ETHERNET_BYTES = 14;
  private static final int IPV4_BYTES = 20;
  private static final int TCP_BYTES = 20;
  private static final int UDP_BYTES = 8;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final long GAP_NANOS = 1_000_000;

  private final List<Frame> frames = new ArrayList<>();

  /** What lies between two hosts, in the direction of the client. */
  record Ends(String client, int clientPort, String server, int serverPort) {
    @SuppressWarnings("ArgumentSelectionDefectChecker") // swapped on purpose
    private Ends back() {
      return new Ends(server, serverPort, client, clientPort);
    }
  }

  private record Frame(long nanos, byte[] bytes, int wireBytes) {}

  /** A session: handshake, what each says in turn, end. */
  void session(Instant at, Ends ends, String... said) {
    long nanos = nanos(at);
    tcp(nanos, ends, SYN, "");
    tcp(nanos += GAP_NANOS, ends.back(), SYN | ACK, "");
    tcp(nanos += GAP_NANOS, ends, ACK, "");
    boolean client = true;
    for (String text : said) {
      tcp(nanos += GAP_NANOS, client ? ends : ends.back(), PSH | ACK, text);
      client = !client;
    }
    tcp(nanos += GAP_NANOS, ends, FIN | ACK, "");
    tcp(nanos += GAP_NANOS, ends.back(), FIN | ACK, "");
    tcp(nanos + GAP_NANOS, ends, ACK, "");
  }

  /** A SYN that is answered and left there. */
  void halfOpen(Instant at, Ends ends) {
    tcp(nanos(at), ends, SYN, "");
    tcp(nanos(at) + GAP_NANOS, ends.back(), SYN | ACK, "");
  }

  /** A SYN that a closed port refuses. */
  void refused(Instant at, Ends ends) {
    tcp(nanos(at), ends, SYN, "");
    tcp(nanos(at) + GAP_NANOS, ends.back(), RST | ACK, "");
  }

  /** A question and its answers. */
  void exchange(Instant at, Ends ends, int askedBytes, int answers, int answerBytes) {
    long nanos = nanos(at);
    udp(nanos, ends, askedBytes);
    for (int i = 0; i < answers; i++) {
      udp(nanos += GAP_NANOS, ends.back(), answerBytes);
    }
  }

  /** A session in which the client sends much: frames of 64 KiB of which the beginning is kept. */
  void upload(Instant at, Ends ends, int largeFrames) {
    long nanos = nanos(at);
    tcp(nanos, ends, SYN, "");
    tcp(nanos += GAP_NANOS, ends.back(), SYN | ACK, "");
    tcp(nanos += GAP_NANOS, ends, ACK, "");
    for (int i = 0; i < largeFrames; i++) {
      byte[] frame = ipv4(ends, TCP, tcpHeader(ends, PSH | ACK), 65_000);
      frames.add(new Frame(nanos += GAP_NANOS, frame, frame.length + 65_000));
    }
    tcp(nanos += GAP_NANOS, ends, FIN | ACK, "");
    tcp(nanos + GAP_NANOS, ends.back(), FIN | ACK, "");
  }

  private static long nanos(Instant at) {
    return Duration.between(Instant.EPOCH, at).toNanos();
  }

  private void tcp(long nanos, Ends ends, int flags, String said) {
    byte[] payload = said.getBytes(StandardCharsets.ISO_8859_1);
    byte[] segment =
        ByteBuffer.allocate(TCP_BYTES + payload.length)
            .put(tcpHeader(ends, flags))
            .put(payload)
            .array();
    add(nanos, ipv4(ends, TCP, segment, 0));
  }

  private static byte[] tcpHeader(Ends ends, int flags) {
    ByteBuffer header = ByteBuffer.allocate(TCP_BYTES);
    header.putShort((short) ends.clientPort()).putShort((short) ends.serverPort());
    header.putInt(0).putInt(0).put((byte) 0x50).put((byte) flags);
    return header.array();
  }

  private void udp(long nanos, Ends ends, int payloadBytes) {
    ByteBuffer datagram = ByteBuffer.allocate(UDP_BYTES + payloadBytes);
    datagram.putShort((short) ends.clientPort()).putShort((short) ends.serverPort());
    datagram.putShort((short) datagram.capacity());
    add(nanos, ipv4(ends, UDP, datagram.array(), 0));
  }

  private void add(long nanos, byte[] frame) {
    frames.add(new Frame(nanos, frame, frame.length));
  }

  /**
   * @param missing bytes of the packet that the capture does not keep
   */
  private static byte[] ipv4(Ends ends, int protocol, byte[] segment, int missing) {
    ByteBuffer frame = ByteBuffer.allocate(ETHERNET_BYTES + IPV4_BYTES + segment.length);
    frame.position(12);
    frame.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0);
    frame.putShort((short) (IPV4_BYTES + segment.length + missing)).putInt(0);
    frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
    frame.put(address(ends.client())).put(address(ends.server())).put(segment);
    return frame.array();
  }

  private static byte[] address(String text) {
    return InetAddress.ofLiteral(text).getAddress();
  }

  Path write(Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        PcapngWriter writer = new PcapngWriter(channel)) {
      int device = writer.addInterface(ETHERNET, 0);
      for (Frame frame : frames.stream().sorted(Comparator.comparing(Frame::nanos)).toList()) {
        MemorySegment bytes = MemorySegment.ofArray(frame.bytes());
        writer.write(device, bytes, 0, frame.bytes().length, frame.wireBytes(), frame.nanos(), 0);
      }
      writer.flush();
    }
    return file;
  }
}
