package io.tapline.wire.eve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.text.DecodedLines;
import org.junit.jupiter.api.Test;

class CountedFlowsTest {
  private final EveDecoder decoder = new EveDecoder();
  private final DecodedLines decoded = new DecodedLines(decoder, 0);

  private static String flow(long id, String start) {
    return event(
        id, "flow", start, "\"pkts_toserver\":6,\"bytes_toserver\":400,\"bytes_toclient\":2200");
  }

  private static String netflow(long id, String start, int bytes) {
    return event(id, "netflow", start, "\"pkts\":6,\"bytes\":" + bytes);
  }

  private static String event(long id, String type, String start, String counters) {
    return """
    {"flow_id":%d,"event_type":"%s","src_ip":"192.0.2.10","src_port":57100,"dest_ip":"198.51.100.20",\
    "dest_port":443,"proto":"TCP","%s":{%s,"start":"2026-11-20T11:00:0%s+0100"}}"""
        .formatted(id, type, type, counters, start);
  }

  private long bytes() {
    return decoded.flows.stream().mapToLong(flow -> flow.bytes + flow.reverseBytes).sum();
  }

  @Test
  void netflow_events_behind_the_flow_event_are_not_counted_again() {
    decoded.lines(
        flow(20, "0.000001"), netflow(20, "0.000001", 400), netflow(20, "0.000001", 2200));
    assertThat(bytes()).isEqualTo(2600);
    assertThat(decoded.outcomes)
        .containsExactly(FlowOutcome.DECODED, FlowOutcome.DUPLICATE, FlowOutcome.DUPLICATE);
    assertThat(decoder.counters()).containsEntry("netflows_counted_by_flow", 2L);
  }

  @Test
  void a_flow_event_behind_a_netflow_event_is_not_counted_again() {
    decoded.lines(
        netflow(20, "0.000001", 400), flow(20, "0.000001"), netflow(20, "0.000001", 2200));
    assertThat(bytes()).isEqualTo(2600);
    assertThat(decoder.counters()).containsEntry("flows_counted_by_netflow", 1L);
  }

  @Test
  void the_same_number_with_another_start_is_another_flow() {
    decoded.lines(flow(20, "0.000001"), netflow(20, "7.000001", 400));
    assertThat(decoded.flows).hasSize(2);
  }

  @Test
  void what_was_counted_is_known_after_a_restart() {
    decoded.lines(flow(20, "0.000001"));
    EveDecoder next = new EveDecoder();
    next.restore(decoder.snapshot());
    assertThat(new DecodedLines(next, 0).lines(netflow(20, "0.000001", 400)).flows).isEmpty();
  }

  @Test
  void no_more_than_the_flows_seen_last_are_remembered() {
    CountedFlows counted = new CountedFlows();
    for (int id = 0; id < 10 * CountedFlows.ENTRIES; id++) {
      assertThat(counted.isCountedOtherwise(id, 5, CountedFlows.FLOW)).isFalse();
      assertThat(counted.isCountedOtherwise(id, 5, CountedFlows.NETFLOW)).isTrue();
    }
    assertThat(counted.isCountedOtherwise(0, 5, CountedFlows.NETFLOW)).isFalse();
  }

  @Test
  void other_events_are_ignored_and_counted_by_type() {
    decoded.lines(
        "{\"event_type\":\"dns\"}", "{\"event_type\":\"dns\"}", "{\"event_type\":\"x\"}", "{}");
    assertThat(decoder.counters())
        .containsEntry("ignored_events_dns", 2L)
        .containsEntry("ignored_events_of_other_types", 2L);
  }
}
