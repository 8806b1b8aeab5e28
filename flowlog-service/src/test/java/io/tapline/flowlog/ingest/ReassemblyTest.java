package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tapline.flowlog.assemble.Datagrams;
import io.tapline.flowlog.ingest.Reassembly.Result;
import io.tapline.wire.frame.Fragment;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReassemblyTest {
  private static final int RAW_IP = 101;
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] DATAGRAM = datagram(1, 3000);

  private final FrameView view = new FrameView();
  private Reassembly reassembly = new Reassembly();

  @Test
  void fragments_in_order_become_their_datagram() {
    assertThat(take(fragment(7, 0, 1480))).isEqualTo(Result.WAITING);
    assertThat(take(fragment(7, 1480, 2960))).isEqualTo(Result.WAITING);
    assertThat(take(fragment(7, 2960, 3008))).isEqualTo(Result.COMPLETE);

    assertThat(data()).isEqualTo(DATAGRAM);
    assertThat(reassembly.sourcePort()).isEqualTo(50_000);
    assertThat(reassembly.takeReleased()).isEqualTo(2);
    assertThat(counters()).containsOnly(Map.entry("reassembled_datagrams", 1L));
  }

  @Test
  void any_order_of_fragments_of_many_datagrams_gives_each_of_them_once() {
    Random random = new Random(1);
    List<byte[]> fragments = new ArrayList<>();
    for (int id = 0; id < 50; id++) {
      byte[] datagram = datagram(id, 100 + random.nextInt(2000));
      int step = 8 * (2 + random.nextInt(30));
      for (int begin = 0; begin < datagram.length; begin += step) {
        int end = Math.min(datagram.length, begin + step);
        fragments.add(Datagrams.fragment(1, 2, Datagrams.UDP, id, datagram, begin, end));
      }
    }
    Collections.shuffle(fragments, random);

    assertThat(fragments.stream().filter(f -> take(f) == Result.COMPLETE)).hasSize(50);
    assertThat(fragments.stream().filter(f -> take(f) == Result.REPEATED))
        .hasSize(fragments.size());
    assertThat(reassembly.takeReleased()).isEqualTo(fragments.size() - 50);
  }

  @Test
  void fragments_of_ipv6_become_their_datagram() {
    assertThat(take(ipv6(2000, 3008))).isEqualTo(Result.WAITING);
    assertThat(take(ipv6(0, 1000))).isEqualTo(Result.WAITING);
    assertThat(take(ipv6(1000, 2000))).isEqualTo(Result.COMPLETE);

    assertThat(data()).isEqualTo(DATAGRAM);
  }

  @Test
  void a_fragment_that_comes_twice_counts_once_also_after_the_last_one() {
    take(fragment(7, 0, 1480));
    assertThat(take(fragment(7, 0, 1480))).isEqualTo(Result.REPEATED);
    assertThat(take(fragment(7, 1480, 3008))).isEqualTo(Result.COMPLETE);
    assertThat(take(fragment(7, 1480, 3008))).isEqualTo(Result.REPEATED);
    assertThat(take(fragment(7, 0, 1480))).isEqualTo(Result.REPEATED);
  }

  @Test
  void an_identification_that_is_used_again_never_mixes_bytes_for_one_place() {
    byte[] other = datagram(9, 3000);
    take(fragment(7, 0, 1480));
    assertThat(take(Datagrams.fragment(1, 2, Datagrams.UDP, 7, other, 0, 1488)))
        .isEqualTo(Result.WAITING);
    assertThat(take(Datagrams.fragment(1, 2, Datagrams.UDP, 7, other, 1488, 3008)))
        .isEqualTo(Result.COMPLETE);
    assertThat(data()).isEqualTo(other);
    assertThat(counters()).containsEntry("incomplete_datagrams", 1L);

    assertThat(take(fragment(7, 0, 1480))).isEqualTo(Result.WAITING);
    assertThat(take(fragment(7, 1480, 3008))).isEqualTo(Result.COMPLETE);
    assertThat(data()).isEqualTo(DATAGRAM);
    assertThat(counters()).containsEntry("incomplete_datagrams", 1L);
  }

  @Test
  void datagrams_of_other_hosts_versions_and_identifications_stay_apart() {
    take(fragment(7, 0, 1480));
    assertThat(take(Datagrams.fragment(1, 3, Datagrams.UDP, 7, DATAGRAM, 1480, 3008)))
        .isEqualTo(Result.WAITING);
    assertThat(take(fragment(8, 1480, 3008))).isEqualTo(Result.WAITING);
    assertThat(take(ipv6(1480, 3008))).isEqualTo(Result.WAITING);
    assertThat(take(fragment(7, 1480, 3008))).isEqualTo(Result.COMPLETE);
  }

  @Test
  void what_does_not_come_whole_in_time_is_given_up_and_counted() {
    take(fragment(7, 0, 1480));
    assertThat(takeAt(32 * SECOND, fragment(7, 1480, 3008))).isEqualTo(Result.WAITING);
    assertThat(counters()).containsOnly(Map.entry("incomplete_datagrams", 1L));

    reassembly.finish();
    assertThat(counters()).containsOnly(Map.entry("incomplete_datagrams", 2L));
  }

  @Test
  void a_full_table_forgets_complete_datagrams_first_then_the_oldest_and_counts_those() {
    reassembly = new Reassembly(2, 1 << 16);
    take(fragment(1, 0, 1480));
    take(fragment(2, 0, 1480));
    take(fragment(2, 1480, 3008));
    assertThat(take(fragment(3, 0, 1480))).isEqualTo(Result.WAITING);
    assertThat(counters()).doesNotContainKey("fragments_forgotten");
    assertThat(take(fragment(4, 0, 1480))).isEqualTo(Result.WAITING);

    assertThat(counters()).containsEntry("fragments_forgotten", 1L);
    assertThat(counters()).containsEntry("incomplete_datagrams", 1L);
    assertThat(take(fragment(3, 1480, 3008))).isEqualTo(Result.COMPLETE);
    assertThat(take(fragment(1, 1480, 3008))).isEqualTo(Result.WAITING);
  }

  @Test
  void the_bytes_that_are_held_are_bounded() {
    reassembly = new Reassembly(100, 3000);
    take(fragment(1, 0, 1480));
    take(fragment(2, 0, 1480));
    take(fragment(3, 0, 1480));

    assertThat(counters()).containsEntry("fragments_forgotten", 1L);
    assertThat(take(fragment(3, 1480, 3000))).isEqualTo(Result.WAITING);
    assertThat(counters()).containsEntry("fragments_forgotten", 2L);
  }

  @Test
  void a_fragment_that_was_captured_in_part_or_has_no_place_is_malformed() {
    byte[] first = fragment(7, 0, 1480);
    view.wrap(MemorySegment.ofArray(first), 0, 100, first.length, RAW_IP);
    assertThat(reassembly.take(view, 100, SECOND)).isEqualTo(Result.MALFORMED);
    byte[] last = fragment(7, 1480, 3008);
    ByteBuffer.wrap(last).putShort(6, (short) 0x1fff);
    assertThat(take(last)).isEqualTo(Result.MALFORMED);
    ByteBuffer.wrap(first).putShort(20 + 4, (short) 0);
    assertThat(take(first)).isEqualTo(Result.MALFORMED);
    assertThat(counters()).isEmpty();
  }

  @Test
  void a_snapshot_goes_on_as_if_nothing_had_happened() {
    take(fragment(7, 1480, 2960));
    take(fragment(8, 0, 1480));
    take(fragment(8, 1480, 3008));
    byte[] snapshot = reassembly.snapshot();
    reassembly = new Reassembly();
    reassembly.restore(snapshot);

    assertThat(reassembly.snapshot()).isEqualTo(snapshot);
    assertThat(take(fragment(8, 0, 1480))).isEqualTo(Result.REPEATED);
    assertThat(take(fragment(7, 1480, 2960))).isEqualTo(Result.REPEATED);
    take(fragment(7, 2960, 3008));
    assertThat(take(fragment(7, 0, 1480))).isEqualTo(Result.COMPLETE);
    assertThat(data()).isEqualTo(DATAGRAM);
  }

  /** Fragments that overlap, contradict, end nowhere, and have UDP headers of any length. */
  @Test
  void any_fragments_are_taken_in_bounded_memory_with_or_without_restarts() {
    Random random = new Random(2);
    Reassembly lives = new Reassembly(8, 20_000);
    reassembly = new Reassembly(8, 20_000);
    for (int i = 0; i < 20_000; i++) {
      byte[] fragment = anyFragment(random);
      long time = i * (SECOND / 100);
      Result expected = take(lives, time, fragment);
      assertThat(take(reassembly, time, fragment)).isEqualTo(expected);
      if (i % 50 == 0) {
        byte[] snapshot = reassembly.snapshot();
        assertThat(snapshot).hasSizeLessThan(20_000 + 8 * (60 + 128 * 8) + 32);
        reassembly = new Reassembly(8, 20_000);
        reassembly.restore(snapshot);
      }
    }
    assertThat(reassembly.snapshot()).isEqualTo(lives.snapshot());
    assertThat(counters())
        .containsKeys("reassembled_datagrams", "incomplete_datagrams", "fragments_forgotten");
  }

  private static byte[] anyFragment(Random random) {
    byte[] payload = new byte[8 * random.nextInt(100)];
    Arrays.fill(payload, (byte) random.nextInt(2));
    byte[] datagram = Datagrams.udp(1, 2, payload);
    ByteBuffer.wrap(datagram).putShort(4, (short) (8 * random.nextInt(60)));
    int begin = 8 * random.nextInt(1 + datagram.length / 8 / 2);
    int end = begin + 8 * random.nextInt(1 + (datagram.length - begin) / 8);
    return Datagrams.fragment(1, 2, Datagrams.UDP, random.nextInt(12), datagram, begin, end);
  }

  @Test
  void a_snapshot_that_is_cut_short_is_refused() {
    take(fragment(7, 0, 1480));
    byte[] snapshot = reassembly.snapshot();
    for (int length = 0; length < snapshot.length; length += 7) {
      byte[] cut = Arrays.copyOf(snapshot, length);
      assertThatIllegalArgumentException().isThrownBy(() -> new Reassembly().restore(cut));
    }
  }

  private static byte[] datagram(int seed, int length) {
    byte[] payload = new byte[length];
    new Random(seed).nextBytes(payload);
    return Datagrams.udp(50_000, 2055, payload);
  }

  private static byte[] fragment(int id, int begin, int end) {
    return Datagrams.fragment(1, 2, Datagrams.UDP, id, DATAGRAM, begin, end);
  }

  private static byte[] ipv6(int begin, int end) {
    ByteBuffer out = ByteBuffer.allocate(48 + end - begin);
    out.putInt(0x6000_0000).putShort((short) (8 + end - begin)).put((byte) 44).put((byte) 64);
    out.putLong(0x2001_0db8_0000_0000L).putLong(1).putLong(0x2001_0db8_0000_0000L).putLong(2);
    out.put((byte) 17).put((byte) 0).putShort((short) (begin | (end < 3008 ? 1 : 0))).putInt(7);
    return out.put(DATAGRAM, begin, end - begin).array();
  }

  private Result take(byte[] datagram) {
    return takeAt(SECOND, datagram);
  }

  private Result takeAt(long timeNanos, byte[] datagram) {
    return take(reassembly, timeNanos, datagram);
  }

  private Result take(Reassembly by, long timeNanos, byte[] datagram) {
    int length = datagram.length;
    FrameOutcome outcome = view.wrap(MemorySegment.ofArray(datagram), 0, length, length, RAW_IP);
    boolean fragment =
        outcome == FrameOutcome.CONNECTION || outcome == FrameOutcome.FRAGMENT_WITHOUT_PORTS;
    return fragment && view.fragment() != Fragment.NONE
        ? by.take(view, length, timeNanos)
        : Result.MALFORMED;
  }

  private byte[] data() {
    return reassembly.data().asSlice(0, reassembly.length()).toArray(ValueLayout.JAVA_BYTE);
  }

  private Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>();
    reassembly.addTo(counters);
    return counters;
  }
}
