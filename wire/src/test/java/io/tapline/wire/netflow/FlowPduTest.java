package io.tapline.wire.netflow;

import static io.tapline.wire.netflow.Pdus.pdu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FlowPduTest {
  @Test
  void the_header_is_told() {
    FlowPdu pdu = Pdus.of(Pdus.v5(7, 2, 1000, 1_718_100_000L, 0x0102));
    assertThat(pdu.version()).isEqualTo(5);
    assertThat(pdu.sequence()).isEqualTo(7);
    assertThat(pdu.count()).isEqualTo(2);
    assertThat(pdu.sysUpTime()).isEqualTo(1000);
    assertThat(pdu.unixSecs()).isEqualTo(1_718_100_000L);
    assertThat(pdu.engineType()).isEqualTo(1);
    assertThat(pdu.engineId()).isEqualTo(2);
    assertThat(pdu).hasSize(2).allSatisfy(r -> assertThat(r.exaddr()).isEqualTo("10.0.0.1"));
  }

  @Test
  void the_next_one_begins_where_the_other_ended() {
    FlowPdu first = pdu(100, 3, 10, 10);
    assertThat(pdu(103, 1, 10, 10).isNextOf(first)).isTrue();
    assertThat(pdu(104, 1, 10, 10).isNextOf(first)).isFalse();
    assertThat(first.isNextOf(pdu(103, 1, 10, 10))).isFalse();
    assertThat(pdu(103, 1, 9, 10).isNextOf(first)).isFalse();
    assertThat(pdu(103, 1, 10, 9).isNextOf(first)).isFalse();
  }

  @Test
  void sequences_wrap_at_two_to_the_32nd() {
    FlowPdu last = pdu(0xFFFF_FFFEL, 3, 10, 10);
    FlowPdu next = pdu(1, 3, 10, 10);
    assertThat(next.isNextOf(last)).isTrue();
    assertThat(last.isBefore(next)).isTrue();
    assertThat(next.isBefore(last)).isFalse();
  }

  @Test
  void datagrams_of_different_engines_have_no_order() {
    FlowPdu one = Pdus.of(Pdus.v5(1, 1, 10, 10, 1));
    FlowPdu other = Pdus.of(Pdus.v5(2, 1, 10, 10, 2));
    assertThat(other.isNextOf(one)).isFalse();
    assertThat(one.isBefore(other) || one.isAfter(other) || one.isAtMost(other)).isFalse();
  }

  @Test
  void datagrams_of_different_exporters_have_no_order_and_equal_by_their_bytes() throws Exception {
    byte[] payload = Pdus.v5(1, 1, 10, 10, 1);
    FlowPdu one = new FlowPdu(1, payload);
    FlowPdu other = new FlowPdu(2, payload);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.isBefore(other) || one.isAfter(other)).isFalse();
    assertThat(new FlowPdu(2, Pdus.v5(2, 1, 10, 10, 1)).isNextOf(one)).isFalse();
  }

  @Test
  void a_smaller_uptime_with_a_higher_number_turns_the_times_round() {
    FlowPdu late = pdu(5, 1, 100, 20);
    FlowPdu early = pdu(9, 1, 50, 10);
    assertThat(late.isBefore(early)).isTrue();
    assertThat(early.isAfter(late)).isTrue();
  }

  @Property
  void none_is_both_before_and_after_another(
      @ForAll @LongRange(max = 3) long firstSequence,
      @ForAll @IntRange(max = 2) int firstCount,
      @ForAll @LongRange(max = 2) long firstUptime,
      @ForAll @LongRange(max = 3) long secondSequence,
      @ForAll @LongRange(max = 2) long secondUptime,
      @ForAll @LongRange(max = 2) long seconds) {
    FlowPdu first = pdu(firstSequence - 1, firstCount, firstUptime, 1);
    FlowPdu second = pdu(secondSequence - 1, 1, secondUptime, seconds);
    assertThat(first.isBefore(second) && first.isAfter(second)).isFalse();
    assertThat(first.isBefore(first) || first.isAfter(first)).isFalse();
    assertThat(first.isAtMost(first) && first.isAtLeast(first)).isTrue();
    assertThat(first.isBefore(second)).isEqualTo(second.isAfter(first));
  }

  @Test
  void invalid_payloads_are_refused_with_what_and_where() {
    byte[] whole = Pdus.v5(1, 2, 10, 10, 0);
    refused(new byte[3], PduFault.TRUNCATED_HEADER, 3);
    refused(Arrays.copyOf(whole, 23), PduFault.TRUNCATED_HEADER, 23);
    refused(Arrays.copyOf(whole, 119), PduFault.TRUNCATED_RECORDS, 72);
    refused(Arrays.copyOf(whole, 121), PduFault.TRAILING_BYTES, 120);
    refused(Pdus.v5(1, 31, 10, 10, 0), PduFault.TOO_MANY_RECORDS, 2);
    refused(new byte[] {0, 9, 0, 1}, PduFault.UNKNOWN_VERSION, 0);
    refused(aggregated(15, 2), PduFault.UNKNOWN_AGGREGATION, 22);
    refused(aggregated(1, 1), PduFault.UNKNOWN_AGGREGATION, 22);
  }

  private static void refused(byte[] payload, PduFault fault, int offset) {
    assertThatExceptionOfType(PduException.class)
        .isThrownBy(() -> new FlowPdu(1, payload))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }

  private static byte[] aggregated(int method, int aggregationVersion) {
    byte[] payload = new byte[28];
    payload[1] = 8;
    payload[22] = (byte) method;
    payload[23] = (byte) aggregationVersion;
    return payload;
  }

  @Test
  void aggregation_version_0_is_taken_for_2_as_juniper_writes_it() {
    assertThat(Pdus.of(aggregated(3, 0)).format()).isEqualTo(PduFormat.V8_3);
  }

  @Test
  void only_catalyst_aggregations_may_be_padded() {
    for (PduFormat format : PduFormat.values()) {
      int method = format.recordVersion().aggregationMethod();
      if (method > 0) {
        byte[] padded = Arrays.copyOf(aggregated(method, 2), 40);
        assertThat(new PduHeader().wrap(java.lang.foreign.MemorySegment.ofArray(padded), 0, 40))
            .isEqualTo(method >= 6 && method <= 8 ? null : PduFault.TRAILING_BYTES);
      }
    }
  }
}
