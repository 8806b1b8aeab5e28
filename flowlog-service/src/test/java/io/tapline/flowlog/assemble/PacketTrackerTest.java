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

import io.tapline.flowlog.FlowlogException;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PacketTrackerTest {
  private static final byte[] INNER = ip(1, 2, UDP, udp(4000, 5000, new byte[40]));
  private static final byte[] LARGE = udp(4000, 5000, new byte[40]);

  private final List<Row> rows = new ArrayList<>();
  private final FrameView view = new FrameView();
  private ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, this::keep);
  private PacketTracker tracker = new PacketTracker(table, 4);
  private final Saved saved = new Saved();
  private long position;

  private void keep(ConnectionView connection) {
    rows.add(Row.of(connection));
  }

  private FrameOutcome at(double seconds, byte[] datagram) {
    FrameOutcome outcome =
        view.wrap(MemorySegment.ofArray(datagram), 0, datagram.length, datagram.length, 101);
    return tracker.track(view, outcome, position++, (long) (seconds * Log.SECOND), datagram.length);
  }

  private void restart() {
    saved.save(table);
    byte[] savedFragments = tracker.snapshot();
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

  @Example
  void damaged_snapshots_are_refused() {
    assertThat(at(1, fragment(1, 2, UDP, 7, LARGE, 0, 16))).isEqualTo(FrameOutcome.CONNECTION);
    byte[] saved = tracker.snapshot();
    for (int i = 0; i < saved.length; i++) {
      byte[] damaged = saved.clone();
      damaged[i] ^= 4;
      PacketTracker fresh =
          new PacketTracker(new ConnectionTable(TableConfig.DEFAULT, this::keep), 4);
      assertThatThrownBy(() -> fresh.restore(damaged)).isInstanceOf(FlowlogException.class);
    }
  }

  @Property(tries = 50)
  void restarts_change_nothing_and_every_frame_is_counted_once(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int every) {
    PacketTrackerTest undisturbed = new PacketTrackerTest();
    PacketTrackerTest restarted = new PacketTrackerTest();
    SplittableRandom random = new SplittableRandom(seed);
    double clock = 0;
    long counted = 0;
    for (int i = 0; i < 300; i++) {
      clock += random.nextDouble(3);
      byte[] datagram = any(random);
      if (i % every == 0) {
        restarted.restart();
      }
      FrameOutcome outcome = undisturbed.at(clock, datagram);
      assertThat(restarted.at(clock, datagram)).isEqualTo(outcome);
      counted += outcome == FrameOutcome.CONNECTION ? 1 : 0;
    }
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
