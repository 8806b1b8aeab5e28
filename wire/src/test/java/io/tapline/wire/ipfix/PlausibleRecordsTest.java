package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.SamplingRules;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import io.tapline.wire.flowexport.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be does not count, and is said. */
class PlausibleRecordsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long EXPORTED = Messages.EXPORT_SECONDS * 1000;

  private Exports exports = new Exports();
  private int sequence;

  /** A record that lasts from so many milliseconds before its export to then. */
  private void record(long bytes, long packets, long sampling, long lastedMillis) {
    record(bytes, packets, sampling, EXPORTED - lastedMillis, EXPORTED);
  }

  private void record(long bytes, long packets, long sampling, long start, long end) {
    record(Messages.EXPORT_SECONDS, bytes, packets, sampling, start, end);
  }

  private void record(
      long exported, long bytes, long packets, long sampling, long start, long end) {
    byte[] fields =
        set(2, template(300, f(8, 4), f(12, 4), f(152, 8), f(153, 8), f(1, 8), f(2, 8), f(34, 4)));
    byte[] record =
        new Bytes()
            .ipv4("10.0.0.1")
            .ipv4("10.0.0.2")
            .u64(start)
            .u64(end)
            .u64(bytes)
            .u64(packets)
            .u32(sampling)
            .get();
    exports.decode(ipfix(sequence++, 1, exported, fields, set(300, record)));
  }

  @Test
  void counters_of_2_to_the_63_and_more_are_refused() {
    record(1L << 63, 10, 0, 1000);
    record(1000, -1, 0, 1000);
    assertThat(exports.flows).isEmpty();
    assertThat(exports.counter("refused_records")).isEqualTo(2);
    assertThat(exports.counter("flows")).isZero();
  }

  @Test
  void packets_hold_no_more_than_the_largest_datagram_each() {
    record(655_750, 10, 0, 1000);
    record(655_751, 10, 0, 1000);
    assertThat(exports.flows).extracting(Flow::bytes).containsExactly(655_750L);
    assertThat(exports.losses)
        .extracting(FlowLoss::description)
        .containsExactly(
            "exporter 192.0.2.1 domain 1: flow records (1) have more bytes than their packets can"
                + " hold");
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(1L);
  }

  @Test
  void bytes_without_packets_are_not_judged_by_them() {
    record(5_000_000, 0, 0, 1000);
    assertThat(exports.flow().bytes()).isEqualTo(5_000_000);
  }

  @Test
  void no_flow_has_more_than_a_link_carries_in_its_time() {
    long most = 200_000_000_000L;
    record(11 * most, 1_000_000_000, 0, 10_000);
    record(11 * most + 1000, 1_000_000_000, 0, 10_000);
    record(0, most, 0, 10_000);
    assertThat(exports.flows).extracting(Flow::bytes).containsExactly(11 * most);
    assertThat(exports.counter("refused_records")).isEqualTo(2);
  }

  @Test
  void a_flow_of_unknown_duration_may_have_what_a_link_carries_in_an_hour() {
    record(3600L * 200_000_000_000L, 0, 0, 0);
    record(3600L * 200_000_000_000L + 1000, 0, 0, 0);
    assertThat(exports.flows).hasSize(1);
  }

  @Test
  void packets_have_at_least_the_bytes_of_their_ip_headers() {
    record(199, 10, 0, 1000);
    record(0, 10, 0, 1000);
    assertThat(exports.flows).extracting(Flow::bytes).containsExactly(200L, 0L);
    assertThat(exports.counter("raised_bytes")).isEqualTo(1);
  }

  @Test
  void intervals_with_swapped_bytes_are_swapped_back_and_impossible_ones_unknown() {
    record(1000, 10, 0xAE08_0000L, 1000);
    record(1000, 10, 0x0100_0000L, 1000);
    record(1000, 10, 0x00FF_FFFFL, 1000);
    record(1000, 10, 0xFFFF_FFFFL, 1000);
    assertThat(exports.flows)
        .extracting(Flow::samplingInterval)
        .containsExactly(2222L, 1L, 16_777_215L, -1L);
    assertThat(exports.counter("swapped_sampling")).isEqualTo(2);
    assertThat(exports.counter("refused_sampling")).isEqualTo(1);
    assertThat(exports.counter("unknown_sampling")).isEqualTo(1);
  }

  @Test
  void an_interval_by_which_a_flow_exceeds_every_link_is_not_believed() {
    record(100_000_000, 100_000, 10_000_000, 1000);
    assertThat(exports.flow().samplingInterval()).isEqualTo(-1);
    assertThat(exports.counter("refused_sampling")).isEqualTo(1);
  }

  @Test
  void the_operator_sets_and_caps_the_sampling_of_exporters() {
    exports =
        new Exports(
            ExportLimits.DEFAULTS,
            SamplingRules.parse(List.of("192.0.2.1=1000", " 198.51.100.0/24 <= 100 ")));
    record(1000, 10, 0, 1000);
    record(1000, 10, 0xAE08_0000L, 1000);
    exports.from("198.51.100.9", 1);
    record(1000, 10, 5000, 1000);
    record(1000, 10, 0x0500_0000L, 1000);
    exports.from("203.0.113.1", 1);
    record(1000, 10, 5000, 1000);
    assertThat(exports.flows)
        .extracting(Flow::samplingInterval)
        .containsExactly(1000L, 1000L, 100L, 5L, 5000L);
    assertThat(exports.counter("capped_sampling")).isEqualTo(1);
  }

  @Test
  void rules_that_are_none_are_refused() {
    for (String rule :
        List.of("", "=5", "192.0.2.1", "192.0.2.1=0", "x=5", "10.0.0.0/8<=9999999999")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SamplingRules.parse(List.of(rule)))
          .withMessageContaining("not a rule of sampling");
    }
  }

  @Test
  void a_flow_does_not_end_after_its_export_nor_last_for_more_than_a_year() {
    long day = 24 * 3_600_000L;
    record(1000, 10, 0, EXPORTED, EXPORTED + day);
    record(1000, 10, 0, EXPORTED - 1000, EXPORTED + day + 1);
    record(1000, 10, 0, EXPORTED - 400 * day, EXPORTED);
    record(1000, 10, 0, EXPORTED + 2 * day, EXPORTED + 3 * day);
    long exported = EXPORTED * 1_000_000;
    assertThat(exports.flows)
        .extracting(Flow::startNanos)
        .containsExactly(exported, exported - SECOND, exported, exported);
    assertThat(exports.flows.subList(1, 4))
        .extracting(Flow::endNanos)
        .containsExactly(exported, exported, exported);
    assertThat(exports.counter("clamped_times")).isEqualTo(3);
  }

  @Test
  void an_exporter_of_1970_or_2106_has_the_time_of_receipt() {
    record(3600, 1000, 10, 0, 3_590_000, 3_599_000);
    record(4_290_000_000L, 1000, 10, 0, 4_289_999_990_000L, 4_289_999_999_000L);
    assertThat(exports.flows)
        .extracting(Flow::startNanos)
        .containsOnly(Exports.RECEIVED - 10 * SECOND);
    assertThat(exports.flows).extracting(Flow::endNanos).containsOnly(Exports.RECEIVED - SECOND);
    assertThat(exports.counter("shifted_times")).isEqualTo(2);
  }

  @Test
  void the_time_of_a_file_says_nothing_about_the_clocks_in_it() {
    exports.from("::", 0);
    record(4_290_000_000L, 1000, 10, 0, 4_289_999_990_000L, 4_289_999_999_000L);
    assertThat(exports.flow().endNanos()).isEqualTo(4_289_999_999L * SECOND);
  }

  @Test
  void an_exporter_that_lies_all_the_time_is_reported_once_a_minute_with_all_its_records() {
    for (int second = 0; second < 130; second++) {
      exports.timeNanos = Exports.RECEIVED + second * SECOND;
      record(1L << 63, 10, 0, 1000);
      if (second == 70) {
        exports.restart();
      }
    }
    exports.finish();
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(1L, 59L, 60L, 10L);
    assertThat(exports.losses.get(1).startNanos()).isEqualTo(Exports.RECEIVED + SECOND);
    assertThat(exports.counter("refused_records")).isEqualTo(130);
  }

  @Test
  void what_was_held_back_is_reported_when_a_minute_has_passed() {
    record(1L << 63, 10, 0, 1000);
    record(1L << 63, 10, 0, 1000);
    exports.timeNanos += 61 * SECOND;
    exports.from("192.0.2.77", 1).decode(ipfix(0, 9));
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(1L, 1L);
  }

  @Test
  void records_sampled_at_an_unknown_rate_are_said_and_lose_nothing() {
    record(1000, 10, 0xFFFF_FFFFL, 1000);
    assertThat(exports.losses)
        .containsExactly(
            new FlowLoss(
                0,
                LossUnit.UNKNOWN,
                Exports.RECEIVED,
                Exports.RECEIVED,
                "exporter 192.0.2.1 domain 1: flow records (1) are of packets sampled at an unknown"
                    + " rate, and count as they are"));
  }
}
