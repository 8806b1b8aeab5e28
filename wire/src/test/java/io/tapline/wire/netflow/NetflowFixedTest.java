package io.tapline.wire.netflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** NetFlow v5 among the exports: what is missing, came twice, and whose it is. */
class NetflowFixedTest {
  private final Exports exports = new Exports();

  @Test
  void its_records_are_flows_of_the_sender_and_engine() {
    assertThat(exports.decode(Pdus.flows(0, 3, 2))).isEqualTo(FlowOutcome.DECODED);
    assertThat(exports.flows)
        .extracting(Flow::endpoints)
        .containsExactly("10.0.0.1:1000>10.0.0.2:80/6", "10.0.0.1:1001>10.0.0.2:80/6");
    assertThat(exports.flows.getFirst().exporter()).isEqualTo(Exports.EXPORTER);
    assertThat(exports.flows.getFirst().observationDomain()).isEqualTo(3);
    assertThat(exports.flows.getFirst().samplingInterval()).isEqualTo(10);
  }

  @Test
  void flows_that_are_missing_are_told_per_engine() {
    exports.decode(Pdus.flows(0, 1, 2));
    exports.decode(Pdus.flows(100, 2, 2));
    exports.decode(Pdus.flows(7, 1, 2));
    exports.decode(Pdus.flows(102, 2, 2));
    exports.finish();
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(5L);
  }

  @Test
  void the_flows_of_a_router_whose_clock_was_never_set_end_when_they_were_received() {
    byte[] datagram = Pdus.flows(0, 1, 1);
    Arrays.fill(datagram, 8, 12, (byte) 0);
    exports.decode(datagram);
    assertThat(exports.flow().startNanos()).isEqualTo(Exports.RECEIVED);
    assertThat(exports.flow().endNanos()).isEqualTo(Exports.RECEIVED);
    assertThat(exports.counter("shifted_times")).isEqualTo(1);
  }

  @Test
  void the_same_datagram_again_counts_nothing() {
    exports.decode(Pdus.flows(0, 1, 2));
    assertThat(exports.decode(Pdus.flows(0, 1, 2))).isEqualTo(FlowOutcome.DUPLICATE);
    assertThat(exports.flows).hasSize(2);
  }

  @Test
  void a_datagram_that_ends_too_early_is_malformed_and_all_of_its_records_are_lost() {
    byte[] datagram = Pdus.flows(0, 1, 3);
    assertThat(exports.decode(datagram, 0, datagram.length - 1)).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.flows).isEmpty();
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(3L);
  }
}
