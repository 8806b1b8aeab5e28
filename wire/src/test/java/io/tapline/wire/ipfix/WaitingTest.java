package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static io.tapline.wire.flowexport.Messages.v9;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import io.tapline.wire.flowexport.Messages;
import io.tapline.wire.flowexport.TestLimits;
import io.tapline.wire.flowexport.UsualFlows;
import org.junit.jupiter.api.Test;

/** Data that comes before its template, and what holds for templates. */
class WaitingTest {
  private static final long SECOND = 1_000_000_000L;

  private final Exports exports = new Exports();

  static byte[] data(int port) {
    return set(256, UsualFlows.usual(port, 1, 100));
  }

  @Test
  void data_waits_for_its_template_and_comes_in_order() {
    for (int port = 1; port <= 3; port++) {
      assertThat(exports.decode(v9(port, 7, data(port))))
          .isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
    }
    exports.decode(v9(4, 7, UsualFlows.TEMPLATE, data(4)));
    assertThat(exports.flows).extracting(Flow::sourcePort).containsExactly(1, 2, 3, 4);
    assertThat(exports.counter("waiting_sets")).isEqualTo(3);
    assertThat(exports.counter("waited_sets")).isEqualTo(3);
    assertThat(exports.losses).isEmpty();
  }

  @Test
  void data_that_waited_has_the_clocks_of_its_own_datagram() {
    exports.decode(v9(1, 7, Messages.EXPORT_SECONDS - 600, 3_000_000, data(1)));
    exports.decode(v9(2, 7, UsualFlows.TEMPLATE));
    long exported = (Messages.EXPORT_SECONDS - 600) * SECOND;
    assertThat(exports.flow().startNanos()).isEqualTo(exported + 590 * SECOND);
  }

  @Test
  void a_template_of_another_domain_or_exporter_is_not_waited_for() {
    exports.decode(v9(1, 7, data(1)));
    exports.decode(v9(1, 8, UsualFlows.TEMPLATE));
    exports.from("192.0.2.2", 50_000).decode(v9(1, 7, UsualFlows.TEMPLATE));
    assertThat(exports.flows).isEmpty();
  }

  @Test
  void a_port_without_templates_uses_those_of_the_exporters_other_ports() {
    exports.decode(v9(1, 7, UsualFlows.TEMPLATE));
    exports.from(Exports.EXPORTER, 50_001).decode(v9(2, 7, data(1)));
    assertThat(exports.flows).hasSize(1);
  }

  @Test
  void an_exporter_that_opens_a_socket_per_datagram_is_one_session() {
    int port = 50_000;
    for (int sequence = 1; sequence <= 40; sequence++) {
      byte[] message =
          sequence % 10 == 1
              ? v9(sequence, 7, UsualFlows.TEMPLATE)
              : v9(sequence, 7, data(sequence));
      exports.from(Exports.EXPORTER, port++).decode(message);
    }
    exports.from(Exports.EXPORTER, port).decode(v9(43, 7, data(43)));
    exports.finish();
    assertThat(exports.flows).hasSize(37);
    assertThat(exports.counter("evicted_ports")).isZero();
    assertThat(exports.counter("lost_datagrams")).isEqualTo(2);
  }

  @Test
  void another_exporter_of_the_same_address_and_domain_waits_for_its_own_template() {
    byte[] swapped = set(0, template(256, f(12, 4), f(8, 4), f(2, 4)));
    byte[] record = new Bytes().ipv4("10.0.0.2").ipv4("10.0.0.1").u32(9).get();
    exports.decode(v9(1, 7, UsualFlows.TEMPLATE));
    exports.from(Exports.EXPORTER, 50_001).decode(v9(7000, 7, set(256, record)));
    exports.from(Exports.EXPORTER, 50_000).decode(v9(2, 7, UsualFlows.TEMPLATE, data(1)));
    assertThat(exports.flows).hasSize(1);
    exports.from(Exports.EXPORTER, 50_001).decode(v9(7001, 7, swapped));
    assertThat(exports.flows).extracting(Flow::packets).containsExactly(1L, 9L);
    assertThat(exports.flows).extracting(Flow::source).containsOnly("10.0.0.1");
  }

  @Test
  void ports_with_templates_of_their_own_never_mix() {
    byte[] swapped = set(0, template(256, f(12, 4), f(8, 4), f(2, 4)));
    byte[] record = new Bytes().ipv4("10.0.0.2").ipv4("10.0.0.1").u32(9).get();
    exports.decode(v9(1, 7, UsualFlows.TEMPLATE));
    exports.from(Exports.EXPORTER, 50_001).decode(v9(1, 7, swapped));
    exports.from(Exports.EXPORTER, 50_000).decode(v9(2, 7, data(1)));
    exports.from(Exports.EXPORTER, 50_001).decode(v9(2, 7, set(256, record)));
    assertThat(exports.flows).extracting(Flow::source).containsExactly("10.0.0.1", "10.0.0.1");
    assertThat(exports.flows).extracting(Flow::packets).containsExactly(1L, 9L);
  }

  @Test
  void a_template_that_is_defined_anew_replaces_the_old_one() {
    exports.decode(v9(1, 7, UsualFlows.TEMPLATE));
    byte[] record = new Bytes().ipv4("10.9.9.9").u32(5).get();
    exports.decode(v9(2, 7, set(0, template(256, f(8, 4), f(2, 4))), set(256, record)));
    assertThat(exports.flow().source()).isEqualTo("10.9.9.9");
    assertThat(exports.counter("redefined_templates")).isEqualTo(1);
  }

  @Test
  void data_that_waited_too_long_is_a_loss() {
    Exports brief = new Exports(TestLimits.builder().waitingNanos(10 * SECOND).build());
    brief.decode(v9(1, 7, data(1)));
    brief.timeNanos += 11 * SECOND;
    brief.decode(v9(2, 7, UsualFlows.TEMPLATE));
    assertThat(brief.flows).isEmpty();
    assertThat(brief.losses).hasSize(1);
    assertThat(brief.losses.getFirst().description()).contains("192.0.2.1", "template 256");
    assertThat(brief.counter("dropped_sets")).isEqualTo(1);
  }

  @Test
  void the_oldest_goes_when_a_domain_has_too_much_waiting() {
    ExportLimits limits = TestLimits.builder().waitingBytesPerDomain(500).build();
    Exports small = new Exports(limits);
    for (int port = 1; port <= 4; port++) {
      small.decode(v9(port, 7, data(port)));
    }
    small.decode(v9(5, 7, UsualFlows.TEMPLATE));
    assertThat(small.flows).extracting(Flow::sourcePort).containsExactly(3, 4);
    assertThat(small.losses).hasSize(2);
    assertThat(small.counter("dropped_sets")).isEqualTo(2);
  }

  @Test
  void the_oldest_of_all_goes_when_there_is_too_much_in_all() {
    Exports small = new Exports(TestLimits.builder().waitingSetsInAll(2).build());
    small.decode(v9(1, 7, data(1)));
    small.decode(v9(1, 8, data(2)));
    small.decode(v9(1, 9, data(3)));
    small.decode(v9(2, 7, UsualFlows.TEMPLATE));
    small.decode(v9(2, 8, UsualFlows.TEMPLATE));
    assertThat(small.flows).extracting(Flow::sourcePort).containsExactly(2);
    assertThat(small.counter("dropped_sets")).isEqualTo(1);
    Exports bytes = new Exports(TestLimits.builder().waitingBytesInAll(300).build());
    bytes.decode(v9(1, 7, data(1)));
    bytes.decode(v9(1, 8, data(2)));
    assertThat(bytes.counter("dropped_sets")).isEqualTo(1);
  }

  @Test
  void data_that_still_waits_at_the_end_is_a_loss() {
    exports.decode(v9(1, 7, data(1)));
    exports.finish();
    assertThat(exports.losses).extracting(FlowLoss::unit).containsExactly(LossUnit.BYTES);
    assertThat(exports.losses.getFirst().count()).isPositive();
    assertThat(exports.counter("dropped_sets")).isEqualTo(1);
  }

  @Test
  void a_template_that_is_not_refreshed_is_forgotten() {
    Exports brief = new Exports(TestLimits.builder().templateTimeoutNanos(60 * SECOND).build());
    brief.decode(v9(1, 7, UsualFlows.TEMPLATE));
    brief.timeNanos += 50 * SECOND;
    brief.decode(v9(2, 7, UsualFlows.TEMPLATE));
    brief.timeNanos += 50 * SECOND;
    assertThat(brief.decode(v9(3, 7, data(1)))).isEqualTo(FlowOutcome.DECODED);
    brief.timeNanos += 11 * SECOND;
    assertThat(brief.decode(v9(4, 7, data(2)))).isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
    assertThat(brief.counter("expired_templates")).isEqualTo(1);
  }

  @Test
  void templates_that_are_too_many_too_wide_or_of_no_length_are_counted() {
    Exports small =
        new Exports(TestLimits.builder().templatesPerDomain(2).fieldsPerTemplate(3).build());
    small.decode(
        v9(
            1,
            7,
            set(
                0,
                template(256, f(8, 4)),
                template(257, f(8, 4)),
                template(258, f(8, 4)),
                template(259, f(8, 4), f(12, 4), f(1, 4), f(2, 4)),
                template(260, f(8, 0)))));
    assertThat(small.counter("templates")).isEqualTo(3);
    assertThat(small.counter("evicted_templates")).isEqualTo(1);
    assertThat(small.counter("refused_templates")).isEqualTo(2);
    assertThat(small.decode(v9(2, 7, set(256, new byte[4]))))
        .isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
  }

  @Test
  void domains_that_were_silent_longest_go_with_what_waits() {
    Exports small = new Exports(TestLimits.builder().domains(2).build());
    small.decode(ipfix(0, 1, data(1)));
    small.decode(ipfix(0, 2, data(1)));
    small.decode(ipfix(0, 3, data(1)));
    assertThat(small.counter("evicted_domains")).isEqualTo(1);
    assertThat(small.counter("dropped_sets")).isEqualTo(1);
    assertThat(small.losses).hasSize(1);
  }

  @Test
  void domains_go_when_all_templates_have_too_many_fields() {
    Exports small = new Exports(TestLimits.builder().fieldsInAll(30).build());
    small.decode(v9(1, 7, UsualFlows.TEMPLATE));
    small.decode(v9(1, 8, UsualFlows.TEMPLATE));
    assertThat(small.counter("evicted_domains")).isEqualTo(1);
    assertThat(small.decode(v9(2, 8, data(1)))).isEqualTo(FlowOutcome.DECODED);
    assertThat(small.decode(v9(2, 7, data(1)))).isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
  }

  @Test
  void templates_that_expired_take_no_room_from_others() {
    Exports small =
        new Exports(TestLimits.builder().fieldsInAll(100).templateTimeoutNanos(SECOND).build());
    int sequence = 0;
    for (int i = 0; i < 20; i++) {
      small.timeNanos += 2 * SECOND;
      small.decode(v9(sequence++, 7, UsualFlows.TEMPLATE));
      small.timeNanos += 2 * SECOND;
      small.decode(v9(sequence++, 7, data(i)));
    }
    small.decode(v9(0, 8, UsualFlows.TEMPLATE));
    assertThat(small.counter("expired_templates")).isEqualTo(20);
    assertThat(small.counter("evicted_domains")).isZero();
  }

  @Test
  void ports_that_were_silent_longest_go() {
    Exports small = new Exports(TestLimits.builder().portsPerDomain(1).build());
    small.decode(v9(1, 7, UsualFlows.TEMPLATE));
    small.from(Exports.EXPORTER, 50_001).decode(v9(900, 7, data(1)));
    assertThat(small.counter("evicted_ports")).isEqualTo(1);
    assertThat(small.flows).isEmpty();
  }

  @Test
  void samplers_that_are_too_many_are_counted() {
    Exports small = new Exports(TestLimits.builder().samplersPerDomain(1).build());
    byte[] options = set(3, Messages.optionsTemplate(500, 1, f(302, 4), f(34, 4)));
    byte[] table = set(500, new Bytes().u32(1).u32(10).get(), new Bytes().u32(2).u32(20).get());
    small.decode(ipfix(0, 1, options, table));
    assertThat(small.counter("refused_samplers")).isEqualTo(1);
  }
}
