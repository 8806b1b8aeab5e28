package io.tapline.wire.flowexport;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static io.tapline.wire.flowexport.Messages.v9;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.netflow.Pdus;
import org.junit.jupiter.api.Test;

/** Nothing of a malformed message is taken, and what it would have replaced holds no longer. */
class MalformedTest {
  private static final int VARIABLE = 65535;
  private static final byte[] TEMPLATE = set(2, template(256, f(8, 4), f(12, 4), f(2, 4)));
  private static final byte[] DATA = set(256, record(1));

  private final Exports exports = new Exports();

  private static byte[] record(int packets) {
    return new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u32(packets).get();
  }

  /** Announces 40 fields and has one. */
  private static byte[] brokenTemplate(int id) {
    return set(2, new Bytes().u16(id).u16(40).u16(8).u16(4).get());
  }

  @Test
  void a_refused_redefinition_withdraws_the_old_template() {
    exports.decode(ipfix(0, 1, TEMPLATE, DATA));
    assertThat(exports.decode(ipfix(1, 1, brokenTemplate(256), DATA)))
        .isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.decode(ipfix(2, 1, DATA))).isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
    assertThat(exports.flows).hasSize(1);
    assertThat(exports.counter("refused_templates")).isEqualTo(1);
    assertThat(exports.losses).hasSize(1);
    exports.decode(ipfix(3, 1, TEMPLATE));
    assertThat(exports.flows).hasSize(2);
  }

  @Test
  void a_redefinition_beyond_the_limits_withdraws_the_old_template() {
    Exports small = new Exports(TestLimits.builder().fieldsPerTemplate(3).build());
    small.decode(ipfix(0, 1, TEMPLATE, DATA));
    byte[] wide = set(2, template(256, f(8, 4), f(12, 4), f(2, 4), f(1, 4)));
    small.decode(ipfix(1, 1, wide));
    assertThat(small.decode(ipfix(1, 1, set(256, record(2), new byte[4]))))
        .isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
    assertThat(small.flows).hasSize(1);
  }

  @Test
  void a_template_that_a_malformed_message_repeats_goes_on_to_hold() {
    exports.decode(ipfix(0, 1, TEMPLATE, DATA));
    exports.decode(ipfix(1, 1, TEMPLATE, brokenTemplate(300)));
    assertThat(exports.decode(ipfix(1, 1, set(256, record(2))))).isEqualTo(FlowOutcome.DECODED);
    assertThat(exports.flows).hasSize(2);
  }

  @Test
  void sets_before_the_fault_are_not_taken_either() {
    exports.decode(v9(1, 7, UsualFlows.TEMPLATE));
    byte[] data = set(256, UsualFlows.usual(1, 1, 100));
    byte[] tooLong = new Bytes().u16(256).u16(900).u32(0).get();
    assertThat(exports.decode(v9(2, 7, data, tooLong))).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.flows).isEmpty();
    assertThat(exports.decode(v9(3, 7, data))).isEqualTo(FlowOutcome.DECODED);
  }

  @Test
  void an_exporter_of_malformed_messages_is_reported_once_a_minute() {
    for (int second = 0; second < 100; second++) {
      exports.timeNanos = Exports.RECEIVED + second * 1_000_000_000L;
      exports.decode(ipfix(second, 1, brokenTemplate(256 + second)));
    }
    exports.finish();
    assertThat(exports.losses)
        .extracting(loss -> loss.description().replaceAll(".*: messages \\((\\d+)\\).*", "$1"))
        .containsExactly("1", "59", "40");
    assertThat(exports.counter("malformed_datagrams")).isEqualTo(100);
  }

  @Test
  void padding_is_zero() {
    exports.decode(ipfix(0, 1, TEMPLATE));
    assertThat(exports.decode(ipfix(0, 1, set(256, record(1), new byte[3]))))
        .isEqualTo(FlowOutcome.DECODED);
    assertThat(exports.decode(ipfix(1, 1, set(256, record(2), new byte[] {0, 0, 1}))))
        .isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.decode(ipfix(2, 1, set(2, template(257, f(8, 4)), new byte[] {1}))))
        .isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.flows).hasSize(1);
  }

  @Test
  void a_value_longer_than_its_set_is_malformed_and_no_record_of_the_set_is_taken() {
    byte[] names = set(2, template(300, f(8, 4), f(12, 4), f(2, 4), f(96, VARIABLE)));
    byte[] good = new Bytes().raw(record(1)).text("dns").get();
    byte[] bad = new Bytes().raw(record(2)).u8(200).u8(1).get();
    assertThat(exports.decode(ipfix(0, 1, names, set(300, good, bad))))
        .isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.flows).isEmpty();
    assertThat(exports.decode(ipfix(2, 1, names, set(300, good, good))))
        .isEqualTo(FlowOutcome.DECODED);
    assertThat(exports.flows).hasSize(2);
  }

  @Test
  void data_that_waited_and_does_not_fit_its_template_is_a_loss() {
    exports.decode(ipfix(0, 1, set(256, record(1), new byte[] {1, 2, 3})));
    exports.decode(ipfix(1, 1, TEMPLATE));
    assertThat(exports.flows).isEmpty();
    assertThat(exports.counter("dropped_sets")).isEqualTo(1);
    assertThat(exports.losses)
        .hasSize(1)
        .allMatch(loss -> loss.description().contains("do not fit template 256"));
  }

  @Test
  void version_5_may_be_padded_with_zeros_and_with_nothing_else() {
    byte[] datagram = Pdus.flows(0, 1, 2);
    byte[] padded = new Bytes().raw(datagram).u32(0).get();
    assertThat(exports.decode(padded)).isEqualTo(FlowOutcome.DECODED);
    assertThat(exports.flows).hasSize(2);
    byte[] other = new Bytes().raw(Pdus.flows(2, 1, 2)).u32(7).get();
    assertThat(exports.decode(other)).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.flows).hasSize(2);
  }
}
