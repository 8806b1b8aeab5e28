package io.tapline.flowlog.assemble;

import static io.tapline.flowlog.assemble.Datagrams.ICMP;
import static io.tapline.flowlog.assemble.Datagrams.IPIP;
import static io.tapline.flowlog.assemble.Datagrams.UDP;
import static io.tapline.flowlog.assemble.Datagrams.error;
import static io.tapline.flowlog.assemble.Datagrams.fragment;
import static io.tapline.flowlog.assemble.Datagrams.gtp;
import static io.tapline.flowlog.assemble.Datagrams.ip;
import static io.tapline.flowlog.assemble.Datagrams.udp;
import static io.tapline.flowlog.assemble.Datagrams.vxlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tapline.rpc.Refusal;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PacketTrackerTest {
  private static final byte[] INNER = ip(1, 2, UDP, udp(4000, 5000, new byte[40]));
  private static final int TCP = 6;
  private static final byte[] LARGE = udp(4000, 5000, new byte[40]);

  private final List<Row> rows = new ArrayList<>();
  private final FrameView view = new FrameView();
  private ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, this::keep);
  private PacketTracker tracker = new PacketTracker(table, 4);
  private final Saved saved = new Saved();
  private long position;
  private long resolved;

  private void keep(ConnectionView connection) {
    rows.add(Row.of(connection));
  }

  private FrameOutcome at(double seconds, byte[] datagram) {
    FrameOutcome outcome =
        view.wrap(MemorySegment.ofArray(datagram), 0, datagram.length, datagram.length, 101);
    return tracker.track(view, outcome, position++, (long) (seconds * Log.SECOND), datagram.length);
  }

  private void send(double seconds, byte[] datagram) {
    FrameOutcome _ = at(seconds, datagram);
  }

  private void restart() {
    saved.save(table);
    byte[] savedFragments = tracker.snapshot();
    resolved += tracker.takeResolved();
    table = new ConnectionTable(TableConfig.DEFAULT, this::keep);
    tracker = new PacketTracker(table, 4);
    saved.restore(table);
    tracker.restore(savedFragments);
  }

  private List<Row> finish() {
    table.finish();
    return rows;
  }

  @Example
  void later_fragments_are_counted_at_the_connection_of_the_first() {
    assertThat(at(1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(2, fragment(1, 2, UDP, 7, LARGE, 16, 32))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(3, fragment(1, 2, UDP, 7, LARGE, 32, 48))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish()).extracting(Row::clientSent).containsExactly("3/108/40/0");
    assertThat(rows.getFirst().server()).endsWith(":5000");
  }

  @Example
  void fragments_of_another_datagram_stay_without_ports() {
    assertThat(at(1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    List<byte[]> others =
        List.of(
            fragment(1, 2, UDP, 8, LARGE, 16, 32),
            fragment(1, 3, UDP, 7, LARGE, 16, 32),
            fragment(2, 1, UDP, 7, LARGE, 16, 32),
            fragment(1, 2, 6, 7, LARGE, 16, 32));
    for (byte[] other : others) {
      assertThat(at(2, other)).isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    }
    assertThat(finish()).extracting(Row::clientSent).containsExactly("1/36/8/0");
  }

  @Example
  void a_first_fragment_is_remembered_for_thirty_seconds_of_packet_time() {
    assertThat(at(1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(31, fragment(1, 2, UDP, 7, LARGE, 16, 32))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(31.1, fragment(1, 2, UDP, 7, LARGE, 32, 48)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
  }

  @Example
  void the_same_identification_again_means_the_newer_datagram() {
    assertThat(at(1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    byte[] other = udp(4001, 5001, new byte[40]);
    assertThat(at(2, fragment(1, 2, UDP, 7, other, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(3, fragment(1, 2, UDP, 7, other, 16, 48))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish())
        .extracting(Row::clientSent)
        .containsExactlyInAnyOrder("1/36/8/0", "2/88/40/0");
  }

  /** An attempt from port 45000 with a header of 24 bytes. */
  private static byte[] syn(int port) {
    ByteBuffer out = ByteBuffer.allocate(24);
    out.putShort((short) 45_000).putShort((short) port).putInt(12_345).putInt(0);
    out.putShort((short) 0x6002).putShort((short) 1024).putInt(0).putInt(0x0204_05b4);
    return out.array();
  }

  @Example
  void an_attempt_in_fragments_of_eight_bytes_is_an_attempt() {
    byte[] syn = syn(80);
    for (int begin = 0; begin < 24; begin += 8) {
      assertThat(at(1, fragment(1, 2, TCP, 7, syn, begin, begin + 8)))
          .isEqualTo(FrameOutcome.CONNECTION);
      restart();
    }
    assertThat(at(1, ip(2, 1, TCP, new byte[0]))).isEqualTo(FrameOutcome.MALFORMED_TRANSPORT);

    Row row = finish().getFirst();
    assertThat(rows).hasSize(1);
    assertThat(row.clientSent()).isEqualTo("3/84/0/2");
    assertThat(row.connState()).isEqualTo(ConnState.S0);
    assertThat(row.history()).isEqualTo("S");
    assertThat(row.server()).endsWith(":80");
  }

  @Example
  void whose_first_fragment_has_the_flags_takes_none_from_the_second() {
    byte[] syn = syn(80);
    assertThat(at(1, fragment(1, 2, TCP, 7, syn, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(1, fragment(1, 2, TCP, 7, syn(4), 8, 24))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish()).extracting(Row::clientSent).containsExactly("2/72/0/2");
  }

  @Example
  void fragments_before_their_first_one_are_held_for_it() {
    byte[] large = udp(4000, 5000, new byte[40]);
    assertThat(at(3, fragment(1, 2, UDP, 7, large, 32, 48)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    restart();
    assertThat(at(2, fragment(1, 2, UDP, 7, large, 16, 32)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    assertThat(at(4, fragment(1, 2, UDP, 8, large, 16, 48)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    assertThat(at(4, fragment(1, 2, UDP, 7, large, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(tracker.takeResolved()).isEqualTo(2);
    assertThat(tracker.takeResolved()).isZero();
    assertThat(finish()).extracting(Row::clientSent).containsExactly("3/108/40/0");
    assertThat(rows.getFirst().startNanos()).isEqualTo(2 * Log.SECOND);
  }

  @Example
  void an_attempt_in_fragments_out_of_order_is_an_attempt() {
    byte[] syn = syn(80);
    for (int begin = 16; begin >= 0; begin -= 8) {
      send(1, fragment(1, 2, TCP, 7, syn, begin, begin + 8));
      restart();
    }
    Row row = finish().getFirst();
    assertThat(rows).hasSize(1);
    assertThat(row.clientSent()).isEqualTo("3/84/0/2");
    assertThat(row.connState()).isEqualTo(ConnState.S0);
  }

  @Example
  void fragments_are_held_for_thirty_seconds_of_packet_time() {
    send(1, fragment(1, 2, UDP, 7, LARGE, 16, 32));
    send(31.1, INNER);
    assertThat(at(31.1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(tracker.takeResolved()).isZero();
  }

  @Example
  void so_many_fragments_are_held_and_no_more() {
    tracker = new PacketTracker(table);
    for (int i = 0; i < 2 * FragmentTable.HELD; i++) {
      send(1, fragment(1, 2, UDP, i, LARGE, 16, 32));
    }
    for (int i = 0; i < 2 * FragmentTable.HELD; i++) {
      send(1, fragment(1, 2, UDP, i, LARGE, 0, 16));
    }
    assertThat(tracker.takeResolved()).isEqualTo(FragmentTable.HELD);
    send(1, fragment(1, 2, UDP, 5000, LARGE, 16, 32));
    send(1, fragment(1, 2, UDP, 5000, LARGE, 0, 16));
    assertThat(tracker.takeResolved()).isEqualTo(1);
  }

  @Example
  void fragments_of_a_tunnel_before_their_first_one_belong_to_the_connection_inside() {
    byte[] payload = vxlan(100, INNER);
    assertThat(at(2, fragment(8, 9, UDP, 5, payload, 72, payload.length)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    restart();
    assertThat(at(1, fragment(8, 9, UDP, 5, payload, 0, 72))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(tracker.takeResolved()).isEqualTo(1);
    assertThat(finish()).extracting(Row::tunnel).containsExactly("vxlan/100");
    assertThat(rows.getFirst().clientSent()).startsWith("2/");
  }

  @Example
  void a_replaced_datagram_is_not_counted_as_forgotten() {
    for (int i = 0; i < 6; i++) {
      assertThat(at(1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    }
    assertThat(tracker.counters()).doesNotContainKey("fragments_forgotten");
  }

  @Example
  void the_oldest_datagram_is_forgotten_for_want_of_room_and_counted() {
    for (int id = 1; id <= 5; id++) {
      assertThat(at(1, fragment(1, 2, UDP, id, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    }
    assertThat(tracker.counters()).containsEntry("fragments_forgotten", 1L);
    assertThat(at(2, fragment(1, 2, UDP, 1, LARGE, 16, 48)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    assertThat(at(2, fragment(1, 2, UDP, 2, LARGE, 16, 48))).isEqualTo(FrameOutcome.CONNECTION);
  }

  @Example
  void equal_endpoints_in_different_tunnels_are_different_connections() {
    for (int vni : new int[] {100, 200, 100}) {
      assertThat(at(1, ip(8, 9, UDP, vxlan(vni, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    }
    assertThat(at(1, INNER)).isEqualTo(FrameOutcome.CONNECTION);
    restart();
    assertThat(at(2, ip(8, 9, UDP, vxlan(200, INNER)))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish())
        .extracting(row -> row.tunnel() + " " + row.clientSent())
        .containsExactlyInAnyOrder(" 1/68/40/0", "vxlan/100 2/236/80/0", "vxlan/200 2/236/80/0");
    assertThat(table.contexts.size()).isZero();
  }

  @Example
  void equal_endpoints_in_tunnels_between_different_hosts_are_different_connections() {
    byte[] answer = ip(2, 1, UDP, udp(5000, 4000, new byte[8]));
    for (int host : new int[] {9, 10}) {
      assertThat(at(1, ip(8, host, UDP, vxlan(100, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
      assertThat(at(1, ip(8, host, IPIP, INNER))).isEqualTo(FrameOutcome.CONNECTION);
      assertThat(at(1, ip(8, host, UDP, gtp(1, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    }
    restart();
    for (int host : new int[] {9, 10}) {
      assertThat(at(2, ip(host, 8, UDP, vxlan(100, answer)))).isEqualTo(FrameOutcome.CONNECTION);
      assertThat(at(2, ip(host, 8, IPIP, answer))).isEqualTo(FrameOutcome.CONNECTION);
      assertThat(at(2, ip(host, 8, UDP, gtp(2, answer)))).isEqualTo(FrameOutcome.CONNECTION);
    }

    assertThat(finish())
        .extracting(row -> row.tunnel() + " " + packets(row))
        .containsExactlyInAnyOrder(
            "vxlan/100 2", "vxlan/100 2", "ipip 2", "ipip 2", "gtp-u/1 2", "gtp-u/1 2");
    assertThat(table.contexts.size()).isZero();
  }

  @Example
  void ends_of_every_level_count() {
    for (int host : new int[] {9, 10}) {
      assertThat(at(1, ip(8, host, IPIP, ip(6, 7, IPIP, INNER))))
          .isEqualTo(FrameOutcome.CONNECTION);
      assertThat(at(1, ip(7, 6, IPIP, ip(8, host, IPIP, INNER))))
          .isEqualTo(FrameOutcome.CONNECTION);
    }
    assertThat(finish()).hasSize(4).extracting(Row::tunnel).containsOnly("ipip > ipip");
  }

  @Example
  void what_is_mapped_from_ipv4_in_ipv6_is_no_ipv4() {
    byte[] mapped = ByteBuffer.allocate(40 + LARGE.length).array();
    ByteBuffer.wrap(mapped)
        .putInt(0x6000_0000)
        .putShort((short) LARGE.length)
        .putShort((short) 0x1140)
        .putLong(0)
        .putLong(0xffff_0a00_0001L)
        .putLong(0)
        .putLong(0xffff_0a00_0002L)
        .put(LARGE);
    assertThat(at(1, INNER)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(1, mapped)).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish())
        .extracting(Row::clientSent)
        .containsExactlyInAnyOrder("1/68/40/0", "1/88/40/0");
  }

  @Example
  void tunnels_with_an_id_for_each_direction_have_one_connection_with_the_first_id() {
    byte[] answer = ip(2, 1, UDP, udp(5000, 4000, new byte[8]));
    assertThat(at(1, ip(8, 9, UDP, gtp(4711, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    restart();
    assertThat(at(2, ip(9, 8, UDP, gtp(815, answer)))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish()).extracting(Row::tunnel).containsExactly("gtp-u/4711");
    assertThat(rows.getFirst().serverSent()).startsWith("1/");
  }

  @Example
  void nested_tunnels_are_written_outermost_first() {
    assertThat(at(1, ip(8, 9, UDP, gtp(1, ip(6, 7, UDP, vxlan(100, INNER))))))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(1, ip(8, 9, IPIP, ip(8, 9, IPIP, INNER)))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish())
        .extracting(Row::tunnel)
        .containsExactlyInAnyOrder("gtp-u/1 > vxlan/100", "ipip > ipip");
  }

  @Example
  void tunnels_deeper_than_the_limit_are_counted() {
    byte[] datagram = INNER;
    for (int i = 0; i < 5; i++) {
      datagram = ip(8, 9, IPIP, datagram);
    }
    assertThat(at(1, datagram)).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(tracker.counters()).containsEntry("tunnels_too_deep", 1L);
    assertThat(finish()).extracting(Row::protocol).containsExactly(IPIP);
  }

  @Example
  void fragments_of_what_carries_a_tunnel_belong_to_the_connection_inside() {
    byte[] payload = vxlan(100, INNER);
    assertThat(at(1, fragment(8, 9, UDP, 5, payload, 0, 72))).isEqualTo(FrameOutcome.CONNECTION);
    restart();
    assertThat(at(2, fragment(8, 9, UDP, 5, payload, 72, payload.length)))
        .isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish()).extracting(Row::tunnel).containsExactly("vxlan/100");
    assertThat(rows.getFirst().clientSent()).startsWith("2/");
  }

  @Example
  void a_fragment_of_a_tunnel_whose_first_was_not_seen_is_of_the_outer_connection() {
    assertThat(at(1, fragment(8, 9, IPIP, 5, INNER, 32, 64))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish()).extracting(Row::protocol).containsExactly(IPIP);
  }

  @Example
  void an_icmp_error_is_noted_at_the_connection_that_it_quotes() {
    assertThat(at(1, INNER)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(2, ip(9, 1, ICMP, error(3, 3, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(3, ip(9, 1, ICMP, error(11, 0, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    restart();

    assertThat(finish())
        .extracting(row -> row.protocol() + " " + row.icmpError() + " " + row.clientSent())
        .containsExactlyInAnyOrder("17 771 1/68/40/0", "1 0 1/56/28/0", "1 0 1/56/28/0");
  }

  @Example
  void icmp_errors_whose_type_is_their_code_are_a_connection_for_each_direction() {
    assertThat(at(1, ip(1, 9, ICMP, error(3, 3, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(2, ip(9, 1, ICMP, error(3, 3, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    restart();
    assertThat(at(3, ip(9, 1, ICMP, error(3, 3, INNER)))).isEqualTo(FrameOutcome.CONNECTION);

    assertThat(finish())
        .extracting(row -> row.client() + ">" + row.server() + " " + row.clientSent())
        .containsExactlyInAnyOrder(
            "0/ffff0a000001:3>0/ffff0a000009:3 1/56/28/0",
            "0/ffff0a000009:3>0/ffff0a000001:3 2/112/56/0");
  }

  @Example
  void an_icmp_error_is_not_noted_at_a_connection_in_another_tunnel() {
    assertThat(at(1, ip(8, 9, IPIP, INNER))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(2, ip(9, 1, ICMP, error(3, 1, INNER)))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(finish()).extracting(Row::icmpError).containsOnly(0);
  }

  @Example
  void an_icmp_error_in_a_tunnel_is_about_a_connection_in_that_tunnel() {
    assertThat(at(1, ip(8, 9, IPIP, INNER))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(at(2, ip(9, 8, IPIP, ip(2, 1, ICMP, error(3, 1, INNER)))))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(finish()).extracting(Row::icmpError).containsExactlyInAnyOrder(0x301, 0);
  }

  private FrameOutcome frame(int linkType, byte[] bytes) {
    FrameOutcome outcome =
        view.wrap(MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length, linkType);
    return tracker.track(view, outcome, position++, Log.SECOND, bytes.length);
  }

  @Example
  void unsupported_types_are_counted_by_their_number() {
    byte[] lldp = new byte[60];
    lldp[12] = (byte) 0x88;
    lldp[13] = (byte) 0xcc;
    assertThat(frame(1, lldp)).isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(frame(250, lldp)).isEqualTo(FrameOutcome.UNSUPPORTED_LINK_TYPE);
    restart();
    assertThat(frame(1, lldp)).isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    byte[] spanningTree = new byte[60];
    spanningTree[13] = 0x26;
    assertThat(frame(1, spanningTree)).isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);

    assertThat(tracker.counters())
        .containsOnly(
            entry("unsupported_ether_type_0x88cc", 2L), entry("unsupported_link_type_250", 1L));
  }

  @Example
  void so_many_unsupported_types_are_counted_by_number_and_no_more() {
    for (int linkType = 1000; linkType < 1100; linkType++) {
      assertThat(frame(linkType, new byte[60])).isEqualTo(FrameOutcome.UNSUPPORTED_LINK_TYPE);
    }
    assertThat(tracker.counters()).hasSize(UnsupportedTypes.MOST);
  }

  @Example
  void damaged_snapshots_are_refused() {
    assertThat(at(1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    byte[] saved = tracker.snapshot();
    for (int i = 0; i < saved.length; i++) {
      byte[] damaged = saved.clone();
      damaged[i] ^= 4;
      PacketTracker fresh =
          new PacketTracker(new ConnectionTable(TableConfig.DEFAULT, this::keep), 4);
      assertThatThrownBy(() -> fresh.restore(damaged)).isInstanceOf(Refusal.class);
    }
  }

  @Property(tries = 50)
  void restarts_change_nothing_and_every_frame_is_counted_once(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int every) {
    PacketTrackerTest undisturbed = new PacketTrackerTest();
    PacketTrackerTest restarted = new PacketTrackerTest();
    SplittableRandom random = new SplittableRandom(seed);
    double clock = 1_000_000;
    long counted = 0;
    for (int i = 0; i < 300; i++) {
      clock += random.nextInt(50) == 0 ? -random.nextDouble(20_000) : random.nextDouble(3);
      byte[] datagram = any(random);
      if (i % every == 0) {
        restarted.restart();
      }
      FrameOutcome outcome = undisturbed.at(clock, datagram);
      assertThat(restarted.at(clock, datagram)).isEqualTo(outcome);
      counted += outcome == FrameOutcome.CONNECTION ? 1 : 0;
    }
    counted += undisturbed.resolved + undisturbed.tracker.takeResolved();
    assertThat(restarted.tracker.counters()).isEqualTo(undisturbed.tracker.counters());
    assertThat(restarted.finish()).isEqualTo(undisturbed.finish());
    assertThat(undisturbed.rows.stream().mapToLong(PacketTrackerTest::packets).sum())
        .isEqualTo(counted);
  }

  private static byte[] any(SplittableRandom random) {
    int host = random.nextInt(2);
    byte[] payload = udp(4000 + random.nextInt(2), 5000, new byte[40]);
    byte[] inner = ip(host, 2, UDP, payload);
    int begin = 16 * random.nextInt(3);
    return switch (random.nextInt(6)) {
      case 0 -> ip(8, 9, UDP, vxlan(random.nextInt(3), inner));
      case 1 -> ip(8, 9, UDP, gtp(random.nextInt(3), inner));
      case 2 -> ip(9, host, ICMP, error(3, random.nextInt(3), inner));
      case 3 ->
          ip(8, 9, IPIP, fragment(host, 2, UDP, random.nextInt(6), payload, begin, begin + 16));
      default -> fragment(host, 2, UDP, random.nextInt(6), payload, begin, begin + 16);
    };
  }

  private static long packets(Row row) {
    return packets(row.clientSent()) + packets(row.serverSent());
  }

  private static long packets(String sent) {
    return Long.parseLong(sent.substring(0, sent.indexOf('/')));
  }
}
