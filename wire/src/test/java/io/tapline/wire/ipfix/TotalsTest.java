package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static io.tapline.wire.flowexport.Messages.v9;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import io.tapline.wire.flowexport.TestLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of counters since the flow began only what is new counts. */
class TotalsTest {
  private static final int REVERSE = 29305;
  private static final int CREATED = 1;
  private static final int DELETED = 2;
  private static final int DENIED = 3;
  private static final int UPDATED = 5;
  private static final int ACTIVE_TIMEOUT = 2;
  private static final int END_DETECTED = 3;
  private static final long START = 1_699_999_000_000L;

  private Exports exports = new Exports();
  private int sequence;

  private void nsel(int event, long flowId, long bytes, long packets, long back, long packetsBack) {
    byte[] fields =
        template(
            261, f(148, 4), f(8, 4), f(12, 4), f(7, 2), f(11, 2), f(4, 1), f(233, 1), f(152, 8),
            f(231, 4), f(298, 4), f(232, 4), f(299, 4));
    byte[] record =
        new Bytes()
            .u32(flowId)
            .ipv4("10.0.0.1")
            .ipv4("10.0.0.2")
            .u16(40_000)
            .u16(443)
            .u8(6)
            .u8(event)
            .u64(START)
            .u32(bytes)
            .u32(packets)
            .u32(back)
            .u32(packetsBack)
            .get();
    exports.decode(v9(++sequence, 0, set(0, fields), set(261, record)));
  }

  /** A record with octetTotalCount and packetTotalCount. */
  private void total(int endReason, long start, long bytes, long packets) {
    byte[] fields =
        template(
            300, f(8, 4), f(12, 4), f(152, 8), f(136, 1), f(85, 8), f(86, 8), f(85, 8, REVERSE));
    byte[] record =
        new Bytes()
            .ipv4("10.0.0.1")
            .ipv4("10.0.0.2")
            .u64(start)
            .u8(endReason)
            .u64(bytes)
            .u64(packets)
            .u64(2 * bytes)
            .get();
    exports.decode(ipfix(sequence++, 1, set(2, fields), set(300, record)));
  }

  private List<Long> bytes() {
    return exports.flows.stream().map(Flow::bytes).toList();
  }

  private long sum() {
    return bytes().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void updates_of_a_firewall_are_deltas_and_its_teardown_holds_the_total() {
    nsel(CREATED, 1, 0, 0, 0, 0);
    nsel(UPDATED, 1, 2557, 20, 1117, 10);
    nsel(UPDATED, 1, 31, 1, 0, 0);
    nsel(DELETED, 1, 2600, 22, 1117, 10);
    assertThat(bytes()).containsExactly(0L, 2557L, 31L, 12L);
    assertThat(exports.flows).extracting(Flow::packets).containsExactly(0L, 20L, 1L, 1L);
    assertThat(exports.flows).extracting(Flow::reverseBytes).containsExactly(0L, 1117L, 0L, 0L);
    assertThat(exports.flows).extracting(Flow::reversePackets).containsExactly(0L, 10L, 0L, 0L);
  }

  @Test
  void a_teardown_alone_counts_and_a_denied_flow_has_no_memory() {
    nsel(DELETED, 1, 2588, 21, 1117, 10);
    nsel(DENIED, 2, 60, 1, 0, 0);
    nsel(DENIED, 2, 60, 1, 0, 0);
    assertThat(bytes()).containsExactly(2588L, 60L, 60L);
  }

  @Test
  void flows_of_other_ids_and_a_flow_after_its_teardown_are_others() {
    nsel(UPDATED, 1, 100, 1, 0, 0);
    nsel(UPDATED, 2, 100, 1, 0, 0);
    nsel(DELETED, 1, 100, 1, 0, 0);
    nsel(DELETED, 1, 70, 1, 0, 0);
    assertThat(bytes()).containsExactly(100L, 100L, 0L, 70L);
  }

  @Test
  void a_deletion_that_holds_less_than_was_counted_is_a_delta() {
    nsel(UPDATED, 1, 1000, 10, 0, 0);
    nsel(DELETED, 1, 300, 3, 0, 0);
    assertThat(bytes()).containsExactly(1000L, 300L);
  }

  @Test
  void totals_after_each_active_timeout_count_once() {
    total(ACTIVE_TIMEOUT, START, 1000, 10);
    total(ACTIVE_TIMEOUT, START, 1500, 12);
    exports.restart();
    total(END_DETECTED, START, 1800, 15);
    assertThat(bytes()).containsExactly(1000L, 500L, 300L);
    assertThat(exports.flows).extracting(Flow::packets).containsExactly(10L, 2L, 3L);
    assertThat(exports.flows).extracting(Flow::reverseBytes).containsExactly(2000L, 1000L, 600L);
  }

  @Test
  void a_flow_that_begins_anew_and_one_after_the_end_count_from_0() {
    total(ACTIVE_TIMEOUT, START, 1000, 10);
    total(ACTIVE_TIMEOUT, START + 60_000, 1200, 10);
    total(END_DETECTED, START + 60_000, 1200, 10);
    total(END_DETECTED, START + 60_000, 1200, 10);
    assertThat(bytes()).containsExactly(1000L, 1200L, 0L, 1200L);
  }

  @Test
  void a_total_that_cannot_be_changes_nothing_of_what_was_counted() {
    total(ACTIVE_TIMEOUT, START, 1000, 10);
    total(ACTIVE_TIMEOUT, START, 1L << 63, 11);
    total(END_DETECTED, START, 1500, 12);
    assertThat(bytes()).containsExactly(1000L, 500L);
    assertThat(exports.counter("refused_records")).isEqualTo(1);
  }

  @Test
  void deltas_beside_totals_count() {
    byte[] fields = template(300, f(8, 4), f(12, 4), f(1, 4), f(2, 4), f(85, 8), f(86, 8));
    byte[] record =
        new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u32(100).u32(1).u64(900).u64(9).get();
    exports.decode(ipfix(0, 1, set(2, fields), set(300, record, record)));
    assertThat(bytes()).containsExactly(100L, 100L);
  }

  @Test
  void flows_are_forgotten_when_there_are_too_many_and_that_is_counted() {
    exports = new Exports(TestLimits.builder().flowTotals(20).build());
    for (int flow = 0; flow < 100; flow++) {
      total(ACTIVE_TIMEOUT, START + flow, 1000, 10);
    }
    total(ACTIVE_TIMEOUT, START + 99, 1000, 10);
    total(ACTIVE_TIMEOUT, START, 1000, 10);
    assertThat(exports.counter("evicted_totals")).isBetween(80L, 90L);
    assertThat(bytes().subList(100, 102)).containsExactly(0L, 1000L);
  }

  @Test
  void many_flows_in_any_order_count_once() {
    for (int round = 1; round <= 3; round++) {
      for (int flow = 0; flow < 1000; flow++) {
        total(
            round == 3 ? END_DETECTED : ACTIVE_TIMEOUT,
            START + flow * 7919 % 1000,
            500L * round,
            round);
        if (flow == 500) {
          exports.restart();
        }
      }
    }
    assertThat(sum()).isEqualTo(1000 * 1500);
    assertThat(exports.counter("evicted_totals")).isZero();
  }
}
