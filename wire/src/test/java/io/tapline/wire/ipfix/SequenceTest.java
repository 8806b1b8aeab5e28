package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.v9;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Messages;
import io.tapline.wire.flowexport.UsualFlows;
import org.junit.jupiter.api.Test;

/** Gaps, restarts, duplicates and order of datagrams. */
class SequenceTest {
  private static final byte[] IPFIX_TEMPLATE = set(2, UsualFlows.template256());

  private final Exports exports = new Exports();

  private void v9Data(long sequence) {
    v9Data(sequence, Messages.EXPORT_SECONDS, Messages.UPTIME_MILLIS);
  }

  private void v9Data(long sequence, long seconds, long uptime) {
    exports.decode(v9(sequence, 7, seconds, uptime, UsualFlows.TEMPLATE, flows(sequence, 1)));
  }

  private void ipfixData(long sequence, int records) {
    exports.decode(ipfix(sequence, 7, IPFIX_TEMPLATE, flows(sequence, records)));
  }

  private static byte[] flows(long number, int count) {
    Bytes records = new Bytes();
    for (int i = 0; i < count; i++) {
      records.raw(UsualFlows.usual((int) number + i & 0xFFFF, 1, 100));
    }
    return set(256, records.get());
  }

  @Test
  void datagrams_that_are_missing_in_version_9_are_told() {
    for (long sequence : new long[] {10, 11, 14, 15, 16, 17, 18}) {
      v9Data(sequence);
    }
    assertThat(exports.losses).hasSize(1);
    assertThat(exports.losses.getFirst().count()).isEqualTo(2);
    assertThat(exports.losses.getFirst().unit()).isEqualTo(LossUnit.DATAGRAMS);
    assertThat(exports.losses.getFirst().description())
        .isEqualTo("exporter 192.0.2.1 port 50000 domain 7: 2 datagrams did not come");
    assertThat(exports.counter("lost_datagrams")).isEqualTo(2);
  }

  @Test
  void records_that_are_missing_in_ipfix_are_told_with_their_number() {
    ipfixData(0, 5);
    ipfixData(12, 3);
    exports.finish();
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(7L);
    assertThat(exports.counter("lost_records")).isEqualTo(7);
  }

  @Test
  void a_gap_is_a_loss_when_time_went_by() {
    v9Data(1);
    v9Data(3);
    assertThat(exports.losses).isEmpty();
    exports.timeNanos += 1_000_000_000L;
    exports.from("192.0.2.99", 1).decode(v9(1, 1));
    assertThat(exports.losses).hasSize(1);
    assertThat(exports.losses.getFirst().startNanos()).isEqualTo(Exports.RECEIVED);
  }

  @Test
  void sequences_wrap() {
    v9Data(0xFFFF_FFFFL);
    v9Data(0);
    v9Data(1);
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isZero();
  }

  @Test
  void datagrams_that_overtook_each_other_are_no_loss() {
    for (long sequence : new long[] {1, 4, 2, 3, 5, 7, 6, 8, 9, 10, 11, 12}) {
      v9Data(sequence);
    }
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.flows).hasSize(12);
    assertThat(exports.counter("reordered_datagrams")).isEqualTo(3);
  }

  @Test
  void messages_of_records_that_overtook_each_other_are_no_loss() {
    ipfixData(0, 5);
    ipfixData(9, 3);
    ipfixData(5, 4);
    ipfixData(12, 1);
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.flows).hasSize(13);
  }

  @Test
  void a_template_message_that_comes_late_changes_no_sequence() {
    ipfixData(100, 5);
    exports.decode(ipfix(100, 7, Messages.EXPORT_SECONDS + 1, IPFIX_TEMPLATE));
    ipfixData(105, 5);
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isZero();
  }

  @Test
  void a_datagram_that_comes_after_its_loss_was_told_is_late_and_its_flows_count() {
    for (long sequence : new long[] {1, 3, 4, 5, 6, 7, 2}) {
      v9Data(sequence);
    }
    assertThat(exports.flows).hasSize(7);
    assertThat(exports.counter("late_datagrams")).isEqualTo(1);
  }

  @Test
  void the_same_datagram_again_counts_nothing() {
    byte[] datagram = v9(1, 7, UsualFlows.TEMPLATE, flows(1, 1));
    exports.decode(datagram);
    v9Data(2);
    assertThat(exports.decode(datagram)).isEqualTo(FlowOutcome.DUPLICATE);
    assertThat(exports.flows).hasSize(2);
    assertThat(exports.counter("duplicate_datagrams")).isEqualTo(1);
    exports.finish();
    assertThat(exports.losses).isEmpty();
  }

  @Test
  void the_same_datagram_of_another_exporter_is_another() {
    byte[] datagram = v9(1, 7, UsualFlows.TEMPLATE, flows(1, 1));
    exports.decode(datagram);
    assertThat(exports.from("192.0.2.2", 50_000).decode(datagram)).isEqualTo(FlowOutcome.DECODED);
    assertThat(exports.flows).hasSize(2);
  }

  @Test
  void a_sequence_that_goes_back_is_a_restart_and_no_loss() {
    v9Data(500);
    v9Data(501);
    v9Data(0, Messages.EXPORT_SECONDS + 10, 1_000);
    v9Data(1, Messages.EXPORT_SECONDS + 11, 2_000);
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isEqualTo(1);
  }

  @Test
  void a_gap_after_the_uptime_began_anew_is_a_restart_and_no_loss() {
    v9Data(5);
    v9Data(100, Messages.EXPORT_SECONDS + 60, 1_000);
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isEqualTo(1);
  }

  @Test
  void an_exporter_that_began_anew_has_no_templates() {
    v9Data(5);
    byte[] data = v9(0, 7, Messages.EXPORT_SECONDS + 60, 1_000, flows(1, 1));
    assertThat(exports.decode(data)).isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
    exports.decode(v9(1, 7, Messages.EXPORT_SECONDS + 61, 2_000, UsualFlows.TEMPLATE));
    assertThat(exports.flows).hasSize(2);
  }

  @Test
  void an_uptime_that_wraps_is_no_restart() {
    v9Data(5, Messages.EXPORT_SECONDS, (1L << 32) - 500);
    v9Data(8, Messages.EXPORT_SECONDS + 1, 500);
    exports.finish();
    assertThat(exports.counter("restarts")).isZero();
    assertThat(exports.counter("lost_datagrams")).isEqualTo(2);
  }

  @Test
  void a_jump_that_is_too_large_is_a_restart_and_no_loss() {
    ipfixData(0, 1);
    ipfixData(1 << 30, 1);
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isEqualTo(1);
  }

  @Test
  void domains_have_sequences_of_their_own() {
    exports.decode(v9(1, 7, UsualFlows.TEMPLATE));
    exports.decode(v9(900, 8, UsualFlows.TEMPLATE));
    exports.decode(v9(2, 7, UsualFlows.TEMPLATE));
    exports.decode(v9(901, 8, UsualFlows.TEMPLATE));
    exports.finish();
    assertThat(exports.losses).isEmpty();
  }

  @Test
  void a_restarted_collector_goes_on_with_the_gap_that_was_open() {
    v9Data(1);
    v9Data(3);
    exports.restart();
    v9Data(2);
    exports.finish();
    assertThat(exports.losses).isEmpty();
    v9Data(3);
    assertThat(exports.counter("duplicate_datagrams")).isEqualTo(1);
  }

  @Test
  void unknown_versions_and_short_datagrams_are_told() {
    assertThat(exports.decode(new byte[] {0, 3, 0, 0, 0, 0})).isEqualTo(FlowOutcome.UNKNOWN_FORMAT);
    assertThat(exports.decode(new byte[] {0, 9})).isEqualTo(FlowOutcome.UNKNOWN_FORMAT);
    assertThat(exports.decode(new byte[] {0, 9, 0, 1})).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.counter("unknown_datagrams")).isEqualTo(2);
    assertThat(exports.counter("malformed_datagrams")).isEqualTo(1);
  }

  @Test
  void a_sequence_that_counts_what_it_sends_along_is_understood() {
    long sequence = 0;
    for (int records : new int[] {24, 32, 16, 7, 9}) {
      sequence += records;
      ipfixData(sequence, records);
    }
    ipfixData(sequence + 5 + 3, 3);
    exports.finish();
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(5L);
    assertThat(exports.counter("restarts")).isZero();
  }

  @Test
  void a_sequence_of_ipfix_that_counts_messages_is_understood() {
    for (int message = 0; message < 5; message++) {
      ipfixData(message, 3);
    }
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isZero();
  }

  @Test
  void a_sequence_that_never_moves_is_no_restart() {
    for (int message = 0; message < 5; message++) {
      exports.decode(ipfix(0, 7, IPFIX_TEMPLATE, flows(message, 3)));
    }
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isZero();
  }

  @Test
  void a_sequence_of_version_9_that_counts_flows_is_understood() {
    for (long sequence : new long[] {0, 3, 6, 9, 15, 18}) {
      exports.decode(v9(sequence, 7, UsualFlows.TEMPLATE, flows(sequence, 3)));
    }
    exports.finish();
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(3L);
  }
}
