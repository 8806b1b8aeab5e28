package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.optionsTemplate;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import org.junit.jupiter.api.Test;

/** Beginnings of sampled packets in IPFIX: elements 313, 314, 315 (RFC 5477). */
class PacketSectionTest {
  private static final int VARIABLE = 65535;
  private static final String TCP = "04d2 01bb 00000001 00000002 5018 ffff 0000 0000";
  private static final String IP = "4500 008c 0001 0000 4006 0000 0a000001 0a000002";
  private static final String ETHERNET = "020000000002 020000000001 8100 0064 0800";

  private final Exports exports = new Exports();

  private void sampled(long interval) {
    byte[] options = set(3, optionsTemplate(512, 1, f(144, 4), f(34, 4)));
    exports.decode(ipfix(0, 1, options, set(512, new Bytes().u32(1).u32(interval).get())));
  }

  private static byte[] bytes(String hex) {
    return new Bytes().hex(hex).get();
  }

  private static byte[] section(String hex) {
    byte[] section = bytes(hex);
    return new Bytes().u8(section.length).raw(section).get();
  }

  @Test
  void a_frame_counts_with_its_size_times_the_sampling() {
    sampled(1000);
    byte[] fields = set(2, template(256, f(10, 4), f(14, 4), f(312, 2), f(315, VARIABLE)));
    byte[] record = new Bytes().u32(5).u32(6).u16(1514).raw(section(ETHERNET + IP + TCP)).get();
    exports.decode(ipfix(1, 1, fields, set(256, record)));
    Flow flow = exports.flow();
    assertThat(flow.endpoints()).isEqualTo("10.0.0.1:1234>10.0.0.2:443/6");
    assertThat(flow.packets()).isEqualTo(1);
    assertThat(flow.bytes()).isEqualTo(1514);
    assertThat(flow.samplingInterval()).isEqualTo(1000);
    assertThat(flow.vlan()).isEqualTo(100);
    assertThat(flow.tcpFlags()).isEqualTo(0x18);
    assertThat(flow.inputInterface()).isEqualTo(5);
  }

  @Test
  void a_packet_from_its_ip_header_has_the_length_that_the_header_says() {
    byte[] fields = set(2, template(256, f(313, VARIABLE)));
    String version6 =
        "6000 0000 0064 1140 20010db8000000000000000000000001 20010db8000000000000000000000002"
            + "0035 04d2 0064 0000";
    exports.decode(ipfix(0, 1, fields, set(256, section(IP + TCP), section(version6))));
    assertThat(exports.flows)
        .extracting(Flow::endpoints)
        .containsExactly("10.0.0.1:1234>10.0.0.2:443/6", "2001:db8::1:53>2001:db8::2:1234/17");
    assertThat(exports.flows).extracting(Flow::bytes).containsExactly(140L, 140L);
  }

  @Test
  void what_follows_an_ip_header_has_the_addresses_of_the_record() {
    byte[] fields = set(2, template(256, f(8, 4), f(12, 4), f(4, 1), f(224, 2), f(314, 20)));
    byte[] record =
        new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u8(6).u16(140).raw(bytes(TCP)).get();
    exports.decode(ipfix(0, 1, fields, set(256, record)));
    Flow flow = exports.flow();
    assertThat(flow.endpoints()).isEqualTo("10.0.0.1:1234>10.0.0.2:443/6");
    assertThat(flow.packets()).isEqualTo(1);
    assertThat(flow.bytes()).isEqualTo(140);
    assertThat(flow.tcpFlags()).isEqualTo(0x18);
  }

  @Test
  void what_follows_an_ip_header_of_no_told_length_counts_what_was_sampled() {
    byte[] fields = set(2, template(256, f(8, 4), f(12, 4), f(4, 1), f(314, 20)));
    byte[] record = new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u8(6).raw(bytes(TCP)).get();
    exports.decode(ipfix(0, 1, fields, set(256, record)));
    assertThat(exports.flow().bytes()).isEqualTo(40);
  }

  @Test
  void a_later_fragment_counts_with_port_0() {
    byte[] fields = set(2, template(256, f(313, 28)));
    String fragment = "4500 05dc 004d 20b9 4011 0000 0a000001 0a000002 4646464646464646";
    exports.decode(ipfix(0, 1, fields, set(256, bytes(fragment))));
    assertThat(exports.flow().endpoints()).isEqualTo("10.0.0.1:0>10.0.0.2:0/17");
    assertThat(exports.flow().bytes()).isEqualTo(1500);
  }

  @Test
  void sections_of_what_is_no_connection_or_that_begin_later_are_other_records() {
    byte[] fields = set(2, template(256, f(409, 2), f(315, VARIABLE)));
    byte[] arp = new Bytes().u16(0).raw(section("ffffffffffff 020000000001 0806 00010800")).get();
    byte[] later = new Bytes().u16(14).raw(section(IP + TCP)).get();
    exports.decode(ipfix(0, 1, fields, set(256, arp, later)));
    assertThat(exports.flows).isEmpty();
    assertThat(exports.counter("other_records")).isEqualTo(2);
  }

  @Test
  void counters_of_the_record_go_before_its_section() {
    byte[] fields = set(2, template(256, f(8, 4), f(12, 4), f(1, 4), f(2, 4), f(313, VARIABLE)));
    byte[] record =
        new Bytes()
            .ipv4("10.0.0.8")
            .ipv4("10.0.0.9")
            .u32(5000)
            .u32(50)
            .raw(section(IP + TCP))
            .get();
    exports.decode(ipfix(0, 1, fields, set(256, record)));
    assertThat(exports.flow().source()).isEqualTo("10.0.0.8");
    assertThat(exports.flow().packets()).isEqualTo(50);
  }
}
