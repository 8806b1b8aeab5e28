package io.tapline.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnTrafficTest {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int OWN = 9000;
  private static final int LOG = 9100;

  private final OwnTraffic own =
      OwnTraffic.of(
          new OwnConnections(
              List.of(OWN), List.of(InetSocketAddress.createUnresolved("198.51.100.7", LOG))));

  @Test
  void both_directions_of_a_served_connection_are_own_on_every_link() {
    for (int link : new int[] {1, 101, 113, 276}) {
      assertThat(holds(link, ip4("127.0.0.1", 40_000, "127.0.0.1", OWN, TCP))).isTrue();
      assertThat(holds(link, ip4("127.0.0.1", OWN, "127.0.0.53", 40_000, TCP))).isTrue();
      assertThat(holds(link, ip4("127.8.8.8", OWN, "127.0.0.1", 40_000, TCP))).isTrue();
      assertThat(holds(link, ip6("::1", OWN, "::1", 40_000))).isTrue();
    }
  }

  @Test
  void a_connection_to_a_peer_is_own_and_one_of_others_to_that_port_is_not() {
    assertThat(holds(1, ip4("10.0.0.1", 40_000, "198.51.100.7", LOG, TCP))).isTrue();
    assertThat(holds(1, ip4("198.51.100.7", LOG, "10.0.0.1", 40_000, TCP))).isTrue();
    assertThat(holds(1, ip4("10.0.0.1", 40_000, "198.51.100.8", LOG, TCP))).isFalse();
    assertThat(holds(1, ip4("10.0.0.1", 40_000, "198.51.100.8", OWN, TCP))).isFalse();
  }

  @Test
  void other_ports_and_protocols_are_not_own() {
    assertThat(holds(1, ip4("127.0.0.1", 40_000, "127.0.0.1", 9001, TCP))).isFalse();
    assertThat(holds(1, ip4("127.0.0.1", 40_000, "127.0.0.1", OWN, UDP))).isFalse();
    byte[] later = ip4("127.0.0.1", 40_000, "127.0.0.1", OWN, TCP);
    later[7] = 1;
    assertThat(holds(1, later)).as("a later fragment has no ports").isFalse();
    assertThat(holds(105, ip4("127.0.0.1", 40_000, "127.0.0.1", OWN, TCP))).isFalse();
  }

  @Test
  void any_bytes_of_any_length_are_looked_at_without_a_failure() {
    Random random = new Random(5);
    byte[] sample = link(113, ip4("127.0.0.1", 40_000, "127.0.0.1", OWN, TCP));
    for (int length = 0; length < sample.length; length++) {
      own.holds(Arrays.copyOf(sample, length), length, 113);
    }
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      assertThat(own.holds(bytes, bytes.length, new int[] {1, 101, 113, 276, 9}[i % 5])).isFalse();
    }
  }

  private boolean holds(int linkType, byte[] packet) {
    byte[] frame = link(linkType, packet);
    return own.holds(frame, frame.length, linkType);
  }

  private static byte[] link(int linkType, byte[] packet) {
    int type = packet[0] >>> 4 == 4 ? 0x0800 : 0x86DD;
    ByteBuffer frame = ByteBuffer.allocate(100);
    switch (linkType) {
      case 113 -> frame.position(14).putShort((short) type);
      case 276 -> frame.putShort((short) type).position(20);
      case 101 -> {}
      default -> frame.position(12).putShort((short) type);
    }
    frame.put(packet);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private static byte[] ip4(String from, int fromPort, String to, int toPort, int protocol) {
    return ByteBuffer.allocate(40)
        .put((byte) 0x45)
        .position(9)
        .put((byte) protocol)
        .position(12)
        .put(octets(from))
        .put(octets(to))
        .putShort((short) fromPort)
        .putShort((short) toPort)
        .array();
  }

  private static byte[] ip6(String from, int fromPort, String to, int toPort) {
    return ByteBuffer.allocate(60)
        .put((byte) 0x60)
        .position(6)
        .put((byte) TCP)
        .position(8)
        .put(octets(from))
        .put(octets(to))
        .putShort((short) fromPort)
        .putShort((short) toPort)
        .array();
  }

  private static byte[] octets(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }
}
