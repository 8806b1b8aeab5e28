package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.optionsTemplate;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import io.tapline.wire.flowexport.Messages;
import io.tapline.wire.flowexport.Messages.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpfixTest {
  private static final int REVERSE = 29305;
  private static final int PROCERA = 15397;
  private static final int VARIABLE = 65535;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long NTP = 2_208_988_800L;

  private final Exports exports = new Exports();

  private static Bytes addresses() {
    return new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2");
  }

  /** Decodes one record with addresses and these fields. */
  private Flow decode(Bytes values, Field... fields) {
    List<Field> all = new ArrayList<>(List.of(f(8, 4), f(12, 4)));
    all.addAll(List.of(fields));
    byte[] record = addresses().raw(values.get()).get();
    assertThat(exports.decode(ipfix(0, 1, set(2, template(999, all)), set(999, record))))
        .isEqualTo(FlowOutcome.DECODED);
    return exports.flow();
  }

  @Test
  void seconds_and_milliseconds_are_since_the_epoch() {
    Flow flow =
        decode(new Bytes().u32(1_600_000_000L).u64(1_600_000_001_234L), f(150, 4), f(153, 8));
    assertThat(flow.startNanos()).isEqualTo(1_600_000_000L * SECOND);
    assertThat(flow.endNanos()).isEqualTo(1_600_000_001_234L * MILLI);
  }

  @Test
  void microseconds_and_nanoseconds_are_ntp_fractions() {
    long start = (1_600_000_000L + NTP) << 32 | fraction(123_456_000);
    long end = (1_600_000_001L + NTP) << 32 | fraction(987_654_321);
    Flow flow = decode(new Bytes().u64(start).u64(end), f(154, 8), f(157, 8));
    assertThat(flow.startNanos()).isEqualTo(1_600_000_000L * SECOND + 123_456_000);
    assertThat(flow.endNanos()).isEqualTo(1_600_000_001L * SECOND + 987_654_321);
  }

  private static long fraction(long nanos) {
    return ((nanos << 32) + SECOND / 2) / SECOND;
  }

  @Test
  void ntp_goes_on_in_its_second_era() {
    long seconds = 2_100_000_000L;
    exports.timeNanos = seconds * SECOND;
    byte[] fields = set(2, template(999, f(8, 4), f(12, 4), f(154, 8)));
    byte[] record = addresses().u64((seconds + NTP - (1L << 32)) << 32).get();
    exports.decode(ipfix(0, 1, seconds, fields, set(999, record)));
    assertThat(exports.flow().startNanos()).isEqualTo(seconds * SECOND);
  }

  @Test
  void deltas_are_microseconds_before_the_export() {
    Flow flow = decode(new Bytes().u32(2_000_000).u32(500_000), f(158, 4), f(159, 4));
    assertThat(flow.startNanos()).isEqualTo(Messages.EXPORT_SECONDS * SECOND - 2 * SECOND);
    assertThat(flow.endNanos()).isEqualTo(Messages.EXPORT_SECONDS * SECOND - SECOND / 2);
  }

  @Test
  void uptimes_count_from_the_start_of_the_system_that_the_record_tells() {
    long boot = Messages.EXPORT_SECONDS * 1000 - 60_000;
    Flow flow = decode(new Bytes().u64(boot).u32(1_000).u32(2_500), f(160, 8), f(22, 4), f(21, 4));
    assertThat(flow.startNanos()).isEqualTo((boot + 1_000) * MILLI);
    assertThat(flow.endNanos()).isEqualTo((boot + 2_500) * MILLI);
  }

  @Test
  void uptimes_count_from_the_start_of_the_system_that_options_tell() {
    long boot = Messages.EXPORT_SECONDS * 1000 - 60_000;
    byte[] options = set(3, optionsTemplate(500, 1, f(149, 4), f(160, 8)));
    exports.decode(ipfix(0, 1, options, set(500, new Bytes().u32(1).u64(boot).get())));
    byte[] flows = set(600, addresses().u32(1_000).u32(2_500).get());
    byte[] templates = set(2, template(600, f(8, 4), f(12, 4), f(22, 4), f(21, 4)));
    exports.decode(ipfix(1, 1, templates, flows));
    assertThat(exports.flow().startNanos()).isEqualTo((boot + 1_000) * MILLI);
  }

  @Test
  void uptimes_of_nobody_knows_what_end_with_the_export() {
    Flow flow = decode(new Bytes().u32(1_000).u32(2_500), f(22, 4), f(21, 4));
    assertThat(flow.endNanos()).isEqualTo(Messages.EXPORT_SECONDS * SECOND);
    assertThat(flow.startNanos()).isEqualTo(flow.endNanos() - 1_500 * MILLI);
  }

  @Test
  void one_uptime_of_nobody_knows_what_tells_no_time() {
    Flow flow = decode(new Bytes().u32(3_600_000).u32(500), f(21, 4), f(161, 4));
    assertThat(flow.endNanos()).isEqualTo(Messages.EXPORT_SECONDS * SECOND);
    assertThat(flow.startNanos()).isEqualTo(flow.endNanos() - 500 * MILLI);
  }

  @Test
  void an_uptime_of_nobody_knows_what_gives_way_to_a_known_end() {
    Flow flow = decode(new Bytes().u32(3_600_000).u32(1_600_000_000L), f(22, 4), f(151, 4));
    assertThat(flow.startNanos()).isEqualTo(flow.endNanos()).isEqualTo(1_600_000_000L * SECOND);
  }

  @Test
  void a_duration_stands_for_the_end() {
    Flow flow = decode(new Bytes().u64(1_600_000_000_000L).u32(1_500), f(152, 8), f(161, 4));
    assertThat(flow.endNanos()).isEqualTo(1_600_000_001_500L * MILLI);
  }

  @Test
  void an_end_before_the_start_is_the_start() {
    Flow flow = decode(new Bytes().u32(1_600_000_009L).u32(1_600_000_000L), f(150, 4), f(151, 4));
    assertThat(flow.endNanos()).isEqualTo(flow.startNanos()).isEqualTo(1_600_000_009L * SECOND);
  }

  @Test
  void reverse_elements_are_the_other_direction() {
    Flow flow =
        decode(
            new Bytes().u64(1000).u64(10).u64(2000).u64(20).u8(2).u8(18),
            f(1, 8),
            f(2, 8),
            f(1, 8, REVERSE),
            f(2, 8, REVERSE),
            f(6, 1),
            f(6, 1, REVERSE));
    assertThat(flow.biflow()).isTrue();
    assertThat(flow.bytes()).isEqualTo(1000);
    assertThat(flow.packets()).isEqualTo(10);
    assertThat(flow.reverseBytes()).isEqualTo(2000);
    assertThat(flow.reversePackets()).isEqualTo(20);
    assertThat(flow.tcpFlags()).isEqualTo(2);
    assertThat(flow.reverseTcpFlags()).isEqualTo(18);
  }

  @Test
  void translated_addresses_and_ports_are_told() {
    Flow flow =
        decode(
            new Bytes().ipv4("192.0.2.9").ipv4("198.51.100.7").u16(40000).u16(8080).u8(5),
            f(225, 4),
            f(226, 4),
            f(227, 2),
            f(228, 2),
            f(230, 1));
    assertThat(flow.natSource()).isEqualTo("192.0.2.9");
    assertThat(flow.natDestination()).isEqualTo("198.51.100.7");
    assertThat(flow.natSourcePort()).isEqualTo(40000);
    assertThat(flow.natDestinationPort()).isEqualTo(8080);
    assertThat(flow.endReason()).isEqualTo(3);
  }

  @Test
  void a_firewalls_event_has_both_directions_and_an_action() {
    Flow flow =
        decode(
            new Bytes().u64(300).u64(700).u32(3).u32(7).u8(2).u64(1_600_000_000_000L),
            f(231, 8),
            f(232, 8),
            f(298, 4),
            f(299, 4),
            f(233, 1),
            f(323, 8));
    assertThat(flow.biflow()).isTrue();
    assertThat(flow.bytes()).isEqualTo(300);
    assertThat(flow.reverseBytes()).isEqualTo(700);
    assertThat(flow.packets()).isEqualTo(3);
    assertThat(flow.reversePackets()).isEqualTo(7);
    assertThat(flow.firewallAction()).isEqualTo("accept");
    assertThat(flow.endReason()).isEqualTo(3);
    assertThat(flow.endNanos()).isEqualTo(1_600_000_000_000L * MILLI);
  }

  @Test
  void texts_of_variable_length_are_read_and_their_long_form_too() {
    Flow flow =
        decode(
            new Bytes().text("HTTP").raw(longForm("Example.ORG")).u64(5).u64(6),
            f(1, VARIABLE, PROCERA),
            f(18, VARIABLE, PROCERA),
            f(3, 8, PROCERA),
            f(4, 8, PROCERA));
    assertThat(flow.service()).isEqualTo("http");
    assertThat(flow.hostname()).isEqualTo("example.org");
    assertThat(flow.bytes()).isEqualTo(6);
    assertThat(flow.reverseBytes()).isEqualTo(5);
  }

  private static byte[] longForm(String text) {
    return new Bytes().u8(255).u16(text.length()).raw(text.getBytes(UTF_8)).get();
  }

  @Test
  void local_servers_receive_what_goes_in() {
    Flow flow =
        decode(
            new Bytes().text("ESTABLISHED,SERVER_IS_LOCAL").u64(5).u64(6).u32(1).u32(2),
            f(15, VARIABLE, PROCERA),
            f(3, 8, PROCERA),
            f(4, 8, PROCERA),
            f(11, 4, PROCERA),
            f(12, 4, PROCERA));
    assertThat(flow.bytes()).isEqualTo(5);
    assertThat(flow.reverseBytes()).isEqualTo(6);
    assertThat(flow.rttNanos()).isEqualTo(3 * MILLI);
  }

  @Test
  void lists_of_templates_are_skipped_by_their_length() {
    Flow flow =
        decode(
            new Bytes().raw(longForm("some list of anything")).text("x").u32(7),
            f(292, VARIABLE),
            f(291, VARIABLE),
            f(2, 4));
    assertThat(flow.packets()).isEqualTo(7);
  }

  @Test
  void a_selector_tells_sampling() {
    byte[] options = set(3, optionsTemplate(500, 1, f(302, 8), f(304, 2), f(305, 4), f(306, 4)));
    byte[] table = set(500, new Bytes().u64(77).u16(1).u32(1).u32(99).get());
    byte[] templates = set(2, template(600, f(8, 4), f(12, 4), f(302, 8)));
    exports.decode(ipfix(0, 1, options, table, templates, set(600, addresses().u64(77).get())));
    assertThat(exports.flow().samplingInterval()).isEqualTo(100);
  }

  @Test
  void a_probability_tells_sampling() {
    Flow flow = decode(new Bytes().u64(Double.doubleToLongBits(0.001)), f(311, 8));
    assertThat(flow.samplingInterval()).isEqualTo(1000);
    byte[] options = set(3, optionsTemplate(500, 1, f(302, 8), f(311, 8)));
    byte[] table = set(500, new Bytes().u64(0).u64(Double.doubleToLongBits(0.01)).get());
    exports.decode(ipfix(1, 1, options, table));
    exports.decode(ipfix(2, 1, set(999, addresses().u64(0).get())));
    assertThat(exports.flows.getLast().samplingInterval()).isEqualTo(100);
  }

  @Test
  void an_application_has_the_name_that_options_told() {
    byte[] options = set(3, optionsTemplate(500, 1, f(95, 4), f(96, 24)));
    byte[] name = Arrays.copyOf("SSH".getBytes(UTF_8), 24);
    byte[] table = set(500, new Bytes().u32(0x0300_0016).raw(name).get());
    exports.decode(ipfix(0, 1, options, table));
    byte[] templates = set(2, template(600, f(8, 4), f(12, 4), f(95, 4)));
    exports.decode(ipfix(1, 1, templates, set(600, addresses().u32(0x0300_0016).get())));
    assertThat(exports.flow().service()).isEqualTo("ssh");
  }

  @Test
  void ipv6_addresses_and_masks_are_told() {
    byte[] templates =
        set(2, template(600, f(27, 16), f(28, 16), f(29, 1), f(30, 1), f(62, 16), f(58, 2)));
    byte[] record =
        new Bytes()
            .ipv6(0x2001_0db8_0000_0000L, 1)
            .ipv6(0x2001_0db8_0000_0000L, 2)
            .u8(64)
            .u8(48)
            .ipv6(0xfe80_0000_0000_0000L, 9)
            .u16(0x6064)
            .get();
    exports.decode(ipfix(0, 1, templates, set(600, record)));
    Flow flow = exports.flow();
    assertThat(flow.source()).isEqualTo("2001:db8::1");
    assertThat(flow.destination()).isEqualTo("2001:db8::2");
    assertThat(flow.sourceMask()).isEqualTo(64);
    assertThat(flow.destinationMask()).isEqualTo(48);
    assertThat(flow.nextHop()).isEqualTo("fe80::9");
    assertThat(flow.vlan()).isEqualTo(100);
  }

  @Test
  void a_template_with_both_versions_has_the_addresses_that_are_not_zero() {
    byte[] templates = set(2, template(600, f(8, 4), f(12, 4), f(27, 16), f(28, 16), f(2, 1)));
    byte[] four = addresses().ipv6(0, 0).ipv6(0, 0).u8(1).get();
    byte[] six =
        new Bytes()
            .u32(0)
            .u32(0)
            .ipv6(0x2001_0db8_0000_0000L, 1)
            .ipv6(0x2001_0db8_0000_0000L, 2)
            .u8(1)
            .get();
    exports.decode(ipfix(0, 1, templates, set(600, four, six)));
    assertThat(exports.flows).extracting(Flow::source).containsExactly("10.0.0.1", "2001:db8::1");
  }

  @Test
  void the_direction_of_observation_is_reported() {
    assertThat(decode(new Bytes().u8(1), f(61, 1)).flowDirection()).isEqualTo(1);
    exports.flows.clear();
    assertThat(decode(new Bytes().u8(1), f(2, 1)).flowDirection()).isEqualTo(-1);
  }

  @Test
  void a_template_that_is_withdrawn_holds_no_longer() {
    byte[] templates = set(2, template(600, f(8, 4), f(12, 4)));
    byte[] data = set(600, addresses().get());
    exports.decode(ipfix(0, 1, templates));
    exports.decode(ipfix(0, 1, 1_700_000_002L, set(2, new Bytes().u16(600).u16(0).get())));
    assertThat(exports.decode(ipfix(0, 1, data))).isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
    assertThat(exports.counter("withdrawn_templates")).isEqualTo(1);
  }

  @Test
  void all_templates_are_withdrawn_and_those_of_options_stay() {
    byte[] templates = set(2, template(600, f(8, 4)), template(601, f(8, 4)));
    byte[] options = set(3, optionsTemplate(500, 1, f(149, 4), f(34, 4)));
    exports.decode(ipfix(0, 1, templates, options));
    exports.decode(ipfix(0, 1, 1_700_000_002L, set(2, new Bytes().u16(2).u16(0).get())));
    assertThat(exports.counter("withdrawn_templates")).isEqualTo(2);
    assertThat(exports.decode(ipfix(0, 1, set(500, new Bytes().u32(1).u32(8).get()))))
        .isEqualTo(FlowOutcome.DECODED);
  }

  @Test
  void messages_that_follow_each_other_in_a_file_are_all_read() {
    byte[] first = ipfix(0, 1, set(2, template(600, f(8, 4), f(12, 4))));
    byte[] second = ipfix(0, 1, set(600, addresses().get()));
    byte[] third = ipfix(1, 1, set(600, addresses().get(), addresses().get()));
    exports.decode(new Bytes().raw(first).raw(second).raw(third).get());
    assertThat(exports.flows).hasSize(3);
    assertThat(exports.counter("datagrams")).isEqualTo(3);
  }

  @Test
  void a_record_without_addresses_and_counters_is_no_flow() {
    byte[] templates = set(2, template(600, f(56, 6), f(230, 1), f(283, 4)));
    exports.decode(ipfix(0, 1, templates, set(600, new byte[11])));
    assertThat(exports.flows).isEmpty();
    assertThat(exports.counter("other_records")).isEqualTo(1);
  }
}
