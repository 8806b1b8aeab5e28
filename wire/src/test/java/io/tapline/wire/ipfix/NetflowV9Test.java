package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.optionsTemplate9;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static io.tapline.wire.flowexport.Messages.v9;
import static io.tapline.wire.flowexport.UsualFlows.TEMPLATE;
import static io.tapline.wire.flowexport.UsualFlows.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.SamplingRules;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import io.tapline.wire.flowexport.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetflowV9Test {
  private static final long MILLI = 1_000_000L;
  private static final long EXPORTED = Messages.EXPORT_SECONDS * 1_000_000_000L;

  /** What routers usually send. */
  private Exports exports = new Exports();

  @Test
  void a_usual_record_has_all_its_fields() {
    byte[] data = set(256, usual(1234, 10, 1500));
    assertThat(exports.decode(v9(1, 7, TEMPLATE, data))).isEqualTo(FlowOutcome.DECODED);
    Flow flow = exports.flow();
    assertThat(flow.endpoints()).isEqualTo("10.0.0.1:1234>10.0.0.2:443/6");
    assertThat(flow.packets()).isEqualTo(10);
    assertThat(flow.bytes()).isEqualTo(1500);
    assertThat(flow.tcpFlags()).isEqualTo(0x1B);
    assertThat(flow.tos()).isEqualTo(0x28);
    assertThat(flow.startNanos()).isEqualTo(EXPORTED - 10_000 * MILLI);
    assertThat(flow.endNanos()).isEqualTo(EXPORTED - 1_000 * MILLI);
    assertThat(flow.inputInterface()).isEqualTo(3);
    assertThat(flow.outputInterface()).isEqualTo(4);
    assertThat(flow.sourceAs()).isEqualTo(64500);
    assertThat(flow.destinationAs()).isEqualTo(64501);
    assertThat(flow.sourceMask()).isEqualTo(24);
    assertThat(flow.destinationMask()).isEqualTo(16);
    assertThat(flow.nextHop()).isEqualTo("10.0.0.254");
    assertThat(flow.exporter()).isEqualTo(Exports.EXPORTER);
    assertThat(flow.observationDomain()).isEqualTo(7);
    assertThat(flow.biflow()).isFalse();
  }

  @Test
  void several_records_and_padding_are_told_apart() {
    byte[] data = set(256, usual(1, 1, 1), usual(2, 2, 2), usual(3, 3, 3), new byte[3]);
    exports.decode(v9(1, 7, TEMPLATE, data));
    assertThat(exports.flows).extracting(Flow::sourcePort).containsExactly(1, 2, 3);
  }

  @Test
  void uptimes_before_the_wrap_lie_before_the_export() {
    long beforeWrap = (1L << 32) - 5_000;
    byte[] data = set(256, usual(1, 1, 1, beforeWrap, 2_000));
    exports.decode(v9(1, 7, Messages.EXPORT_SECONDS, 3_000, TEMPLATE, data));
    assertThat(exports.flow().startNanos()).isEqualTo(EXPORTED - 8_000 * MILLI);
    assertThat(exports.flow().endNanos()).isEqualTo(EXPORTED - 1_000 * MILLI);
  }

  @Test
  void numbers_may_have_any_length() {
    for (int length = 1; length <= 8; length++) {
      Exports each = new Exports();
      byte[] record =
          new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").number(200, length).number(7, length).get();
      byte[] fields = template(300, f(8, 4), f(12, 4), f(1, length), f(2, length));
      each.decode(v9(1, 0, set(0, fields), set(300, record)));
      assertThat(each.flow().bytes()).isEqualTo(200);
      assertThat(each.flow().packets()).isEqualTo(7);
    }
  }

  @Test
  void fields_that_are_not_understood_are_skipped() {
    byte[] fields = template(300, f(9999, 3), f(8, 4), f(346, 13), f(12, 4), f(2, 1), f(60000, 1));
    byte[] record =
        new Bytes().number(1, 3).ipv4("10.0.0.1").number(1, 13).ipv4("10.0.0.2").u8(9).u8(0).get();
    exports.decode(v9(1, 0, set(0, fields), set(300, record, record)));
    assertThat(exports.flows).hasSize(2);
    assertThat(exports.flows.getLast().packets()).isEqualTo(9);
    assertThat(exports.flows.getLast().destination()).isEqualTo("10.0.0.2");
  }

  @Test
  void a_sampler_counts_for_the_flows_that_name_it_and_one_that_nothing_described_is_unknown() {
    byte[] options = optionsTemplate9(400, List.of(f(1, 4)), List.of(f(48, 1), f(49, 1), f(50, 4)));
    byte[] table =
        set(
            400,
            new Bytes().u32(0).u8(1).u8(2).u32(100).get(),
            new Bytes().u32(0).u8(2).u8(2).u32(1000).get());
    byte[] fields = template(300, f(8, 4), f(12, 4), f(2, 4), f(48, 1));
    byte[] flows = set(300, sampled(1), sampled(2), sampled(3));
    exports.decode(v9(1, 0, set(1, options), table, set(0, fields), flows));
    assertThat(exports.flows).extracting(Flow::samplingInterval).containsExactly(100L, 1000L, -1L);
    assertThat(exports.counter("options_records")).isEqualTo(2);
  }

  @Test
  void a_record_before_its_sampler_was_sampled_at_an_unknown_rate() {
    byte[] options = optionsTemplate9(400, List.of(f(1, 4)), List.of(f(48, 1), f(49, 1), f(50, 4)));
    byte[] table = set(400, new Bytes().u32(0).u8(1).u8(2).u32(1000).get());
    byte[] fields = set(0, template(300, f(8, 4), f(12, 4), f(2, 4), f(48, 1)));
    exports.decode(v9(1, 0, fields, set(300, sampled(1), sampled(0))));
    exports.decode(v9(2, 0, set(1, options), table));
    exports.decode(v9(3, 0, set(300, sampled(1))));
    assertThat(exports.flows).extracting(Flow::samplingInterval).containsExactly(-1L, 1L, 1000L);
  }

  private static byte[] sampled(int sampler) {
    return new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u32(5).u8(sampler).get();
  }

  @Test
  void sampling_of_the_whole_exporter_counts_for_all_of_its_flows_and_no_others() {
    byte[] options = optionsTemplate9(400, List.of(f(1, 4)), List.of(f(34, 4), f(35, 1)));
    byte[] table = set(400, new Bytes().u32(0).u32(512).u8(1).get());
    exports.decode(v9(1, 0, set(1, options), table, TEMPLATE, set(256, usual(1, 1, 1))));
    exports.decode(v9(1, 1, TEMPLATE, set(256, usual(2, 1, 1))));
    assertThat(exports.flows).extracting(Flow::samplingInterval).containsExactly(512L, 1L);
  }

  @Test
  void records_that_came_before_the_exporter_said_that_it_samples_are_reported_once() {
    decodeBeforeOptions(512);
    assertThat(exports.flows).extracting(Flow::samplingInterval).containsExactly(1L, 1L, 512L);
    assertThat(exports.losses)
        .extracting(FlowLoss::description)
        .containsExactly(
            "exporter 192.0.2.1 domain 0: flow records (2) count as they are because sampling was"
                + " reported after them");
    assertThat(exports.losses.getFirst().startNanos()).isEqualTo(Exports.RECEIVED);
    assertThat(exports.losses.getFirst().endNanos()).isEqualTo(Exports.RECEIVED + 60);
    assertThat(exports.losses.getFirst().unit()).isEqualTo(LossUnit.UNKNOWN);
    assertThat(exports.counter("unknown_sampling")).isEqualTo(2);
  }

  @Test
  void an_exporter_that_says_late_that_it_does_not_sample_is_not_reported() {
    decodeBeforeOptions(1);
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("unknown_sampling")).isZero();
  }

  @Test
  void sampling_that_the_operator_set_is_not_reported_late() {
    exports = new Exports(ExportLimits.DEFAULTS, SamplingRules.parse(List.of("192.0.2.1=100")));
    decodeBeforeOptions(512);
    assertThat(exports.flows).extracting(Flow::samplingInterval).containsOnly(100L);
    assertThat(exports.losses).isEmpty();
  }

  /** Two records, options twice, a record; the decoder is restarted before the options. */
  private void decodeBeforeOptions(int interval) {
    byte[] options = optionsTemplate9(400, List.of(f(1, 4)), List.of(f(34, 4), f(35, 1)));
    byte[] table = set(400, new Bytes().u32(0).u32(interval).u8(1).get());
    exports.decode(v9(1, 0, TEMPLATE, set(256, usual(1, 1, 1), usual(2, 1, 1))));
    exports.restart();
    exports.timeNanos += 60;
    exports.decode(v9(2, 0, set(1, options), table));
    exports.decode(v9(3, 0, table, set(256, usual(3, 1, 1))));
  }

  @Test
  void the_message_of_icmp_is_in_the_destination_port() {
    byte[] fields = template(300, f(8, 4), f(12, 4), f(7, 2), f(11, 2), f(4, 1), f(2, 1));
    byte[] record =
        new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u16(0).u16(0x0301).u8(1).u8(1).get();
    exports.decode(v9(1, 0, set(0, fields), set(300, record)));
    assertThat(exports.flow().endpoints()).isEqualTo("10.0.0.1:3>10.0.0.2:1/1");
  }

  @Test
  void counters_in_and_out_are_the_two_directions() {
    byte[] fields = template(300, f(8, 4), f(12, 4), f(1, 4), f(2, 4), f(23, 4), f(24, 4));
    byte[] record =
        new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u32(100).u32(1).u32(200).u32(2).get();
    exports.decode(v9(1, 0, set(0, fields), set(300, record)));
    assertThat(exports.flow().biflow()).isTrue();
    assertThat(exports.flow().reverseBytes()).isEqualTo(200);
    assertThat(exports.flow().reversePackets()).isEqualTo(2);
  }

  @Test
  void counters_out_alone_are_those_of_the_flow() {
    byte[] fields = template(300, f(8, 4), f(12, 4), f(23, 4), f(24, 4));
    byte[] record = new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u32(200).u32(2).get();
    exports.decode(v9(1, 0, set(0, fields), set(300, record)));
    assertThat(exports.flow().biflow()).isFalse();
    assertThat(exports.flow().bytes()).isEqualTo(200);
    assertThat(exports.flow().packets()).isEqualTo(2);
  }

  @Test
  void a_set_that_is_longer_than_its_datagram_is_malformed_and_nothing_of_the_datagram_is_taken() {
    byte[] whole = v9(1, 0, TEMPLATE, set(256, usual(1, 1, 1)), set(256, usual(2, 1, 1)));
    assertThat(exports.decode(whole, 0, whole.length - 1)).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.flows).isEmpty();
    assertThat(exports.counter("templates")).isZero();
    assertThat(exports.counter("malformed_datagrams")).isEqualTo(1);
    assertThat(exports.losses)
        .extracting(FlowLoss::description)
        .containsExactly(
            "exporter 192.0.2.1 domain 0: messages (1) contradict themselves, and nothing of them"
                + " was taken");
  }
}
