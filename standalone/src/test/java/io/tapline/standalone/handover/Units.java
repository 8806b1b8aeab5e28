package io.tapline.standalone.handover;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Random units of one kind of source, and what is known of them: what each is, and what the log
 * must say of all of them together. The same for the same seed.
 */
abstract class Units {
  /** LINKTYPE_ETHERNET. */
  static final int ETHERNET = 1;

  private static final int UDP = 17;
  private static final int IPV4_HEADER = 20;
  private static final int UDP_HEADER = 8;

  final Random random;

  /** Flow records and samples that were sent in units that are accepted. */
  long records;

  /** Of those, the ones that cannot be. */
  long impossible;

  /** Units that the exporters sent and that never came to the source, by their sequences. */
  long missing;

  /** Units of which the size of the loss is not known. */
  long malformed;

  Units(Random random) {
    this.random = random;
  }

  /** The next unit that comes. */
  abstract byte[] next();

  /** Units without which what was sent before could not be known; none needs to be lost. */
  byte[][] last() {
    return new byte[0][];
  }

  int linkType() {
    return ETHERNET;
  }

  /** An Ethernet frame of IPv4 between hosts of 10.0.0.0/24. */
  static byte[] ipv4(int from, int to, int protocol, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + IPV4_HEADER + payload.length);
    frame.position(12);
    frame.putShort((short) 0x800).put(packet(from, to, protocol, payload));
    return frame.array();
  }

  /** A packet without the link layer. */
  static byte[] packet(int from, int to, int protocol, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(IPV4_HEADER + payload.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
    packet.putInt(0).put((byte) 64).put((byte) protocol).putShort((short) 0);
    packet.putInt(0x0a000000 | from).putInt(0x0a000000 | to).put(payload);
    return packet.array();
  }

  static byte[] udp(int from, int fromPort, int to, int toPort, byte[] payload) {
    ByteBuffer datagram = ByteBuffer.allocate(UDP_HEADER + payload.length);
    datagram.putShort((short) fromPort).putShort((short) toPort);
    datagram.putShort((short) datagram.capacity()).putShort((short) 0).put(payload);
    return ipv4(from, to, UDP, datagram.array());
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Packets, whole and broken, and what is none. */
  static final class Packets extends Units {
    private static final int TCP = 6;

    Packets(Random random) {
      super(random);
    }

    @Override
    byte[] next() {
      return switch (random.nextInt(8)) {
        case 0 -> bytes(random.nextInt(100));
        case 1 -> ipv4(1, 2, random.nextInt(256), bytes(random.nextInt(60)));
        case 2, 3 -> udp(3 + random.nextInt(9), 4000, 2, 53, bytes(random.nextInt(40)));
        default -> ipv4(1 + random.nextInt(9), 2, TCP, segment());
      };
    }

    private byte[] segment() {
      ByteBuffer segment = ByteBuffer.allocate(20 + random.nextInt(40));
      segment.putShort((short) (40_000 + random.nextInt(20))).putShort((short) 443);
      segment.putInt(1).putInt(1).put((byte) (random.nextInt(9) == 0 ? 0x10 : 0x50));
      segment.put((byte) random.nextInt(64));
      return segment.array();
    }

    @Override
    int linkType() {
      return random.nextInt(30) == 0 ? 250 : ETHERNET;
    }
  }

  /** Lines of a firewall's log: one record each, or none. */
  static final class Lines extends Units {
    /** LINKTYPE_USER0: no packet. */
    private static final int LINE = 147;

    Lines(Random random) {
      super(random);
    }

    @Override
    byte[] next() {
      boolean packet = random.nextInt(3) > 0;
      records += packet ? 1 : 0;
      String line =
          packet
              ? "Jun 11 10:00:00 gw kernel: DROP IN=eth0 OUT= SRC=10.0.0.%d DST=10.0.0.2 LEN=60 TTL=64 PROTO=TCP SPT=%d DPT=22 SYN"
                  .formatted(3 + random.nextInt(9), 40_000 + random.nextInt(20))
              : other();
      return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String other() {
      return random.nextBoolean()
          ? "Jun 11 10:00:00 gw sshd[1]: Accepted publickey for root"
          : "Jun 11 10:00:00 gw kernel: DROP IN=eth0 OUT= SRC=10.0.0.300 DST=x";
    }

    @Override
    int linkType() {
      return LINE;
    }
  }
}
