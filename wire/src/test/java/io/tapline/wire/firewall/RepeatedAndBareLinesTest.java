package io.tapline.wire.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that loggers, relays and vendors write in other ways than the kernel. */
class RepeatedAndBareLinesTest {
  private static final String HEADER = "Nov 20 10:00:05 fw kernel: ";
  private static final String FIELDS =
      "IN=eth0 OUT= SRC=192.0.2.10 DST=198.51.100.20 LEN=60 TOS=0x00 PROTO=TCP SPT=55200 DPT=23 SYN"
          + " URGP=0";

  private final FirewallLogDecoder decoder = new FirewallLogDecoder(2026, ZoneOffset.UTC);
  private final DecodedLines decoded = new DecodedLines(decoder, 0);

  private FlowRecord flow(String line) {
    return new DecodedLines(decoder, 0).lines(line).flow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[ [UFW BLOCK] ", "[[UFW BLOCK] ", "[ [12345.678901] [UFW BLOCK] "})
  void a_repeated_message_counts_as_often_as_it_came(String opening) {
    FlowRecord flow = flow(HEADER + "message repeated 3 times: " + opening + FIELDS + " ]");
    assertThat(flow.packets).isEqualTo(3);
    assertThat(flow.bytes).isEqualTo(180);
    assertThat(flow.firewallChain).isEqualTo("UFW BLOCK");
    assertThat(flow.destinationPort).isEqualTo(23);
  }

  @Test
  void the_closing_bracket_is_no_part_of_the_last_field() {
    String line =
        HEADER
            + "message repeated 2 times: [DROP IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2"
            + " LEN=60 PROTO=TCP SPT=1 DPT=443]";
    assertThat(flow(line).destinationPort).isEqualTo(443);
  }

  @Test
  void the_line_behind_a_repeated_one_counts_once() {
    decoded.lines(HEADER + "message repeated 7 times: [" + FIELDS + "]", HEADER + FIELDS);
    assertThat(decoded.flows).extracting(flow -> flow.packets).containsExactly(7L, 1L);
  }

  @Test
  void repetitions_and_lengths_beyond_all_measure_are_malformed() {
    decoded.lines(HEADER + FIELDS.replace("LEN=60", "LEN=999999999999999999"));
    assertThat(decoded.outcomes).containsExactly(FlowOutcome.MALFORMED);
    assertThat(decoder.counters()).containsEntry("impossible_packet_lengths", 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IN=eth0 MAC=00:11 ", "OUT=eth1 ", "IN=eth0 PHYSIN=vnet0 "})
  void an_interface_that_is_not_there_may_be_left_out(String interfaces) {
    FlowRecord flow =
        flow(HEADER + "policy DROP: " + interfaces + FIELDS.substring("IN=eth0 OUT= ".length()));
    assertThat(flow.firewallChain).isEqualTo("policy DROP");
    assertThat(flow.firewallAction).isEqualTo("drop");
    assertThat(flow.inputInterfaceName + flow.outputInterfaceName).isIn("eth0", "eth1");
    assertThat(flow.destinationPort).isEqualTo(23);
  }

  @Test
  void the_log_of_proxmox_has_chain_and_time_of_its_own() {
    String header = "0 6 PVEFW-HOST-IN 20/Nov/2026:11:00:22 +0100 policy DROP: ";
    for (String before : new String[] {"", "2026-11-20T10:00:27.254Z pve kernel: "}) {
      FlowRecord flow = flow(before + header + FIELDS);
      assertThat(flow.firewallChain).isEqualTo("PVEFW-HOST-IN");
      assertThat(flow.firewallAction).isEqualTo("drop");
      assertThat(flow.startNanos).isEqualTo(nanos("2026-11-20T10:00:22Z"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kern.log:Nov 20 10:00:05 fw kernel: ",
        "/var/log/kern.log:12:Nov 20 10:00:05 fw kernel: ",
        "fw-1  | 2026-11-20T10:00:05Z fw kernel: ",
        "Nov 20 10:00:05 relay Nov 20 10:00:04 fw kernel: [12.5] ",
      })
  void what_tools_and_relays_put_before_a_line_is_stepped_over(String prefix) {
    FlowRecord flow = flow(prefix + "DROP " + FIELDS);
    assertThat(flow.startNanos).isEqualTo(nanos("2026-11-20T10:00:05Z"));
    assertThat(flow.firewallChain).isEqualTo("DROP");
  }

  @Test
  void byte_order_marks_before_line_and_message_are_stepped_over() {
    FlowRecord flow =
        flow("\uFEFF<4>1 2026-11-20T10:00:05Z fw kernel - - - \uFEFF[UFW BLOCK] " + FIELDS);
    assertThat(flow.startNanos).isEqualTo(nanos("2026-11-20T10:00:05Z"));
    assertThat(flow.firewallChain).isEqualTo("UFW BLOCK");
  }

  @Test
  void levels_in_the_middle_of_a_line_are_stepped_over() {
    assertThat(flow(HEADER + FIELDS.replace("SRC=", "<1>SRC=")).destinationPort).isEqualTo(23);
  }

  @Test
  void nul_bytes_are_left_out_and_counted() {
    decoded.lines(
        "\0".repeat(4096) + HEADER + FIELDS + "\0", HEADER.replace("fw", "f\0w") + FIELDS);
    assertThat(decoded.flows).hasSize(2);
    assertThat(decoder.counters()).containsEntry("nul_bytes", 4097L);
  }

  @Test
  void what_a_line_is_ignored_for_is_counted() {
    decoded.lines(
        "  ",
        HEADER + "usb 1-1: new device",
        HEADER + "IN=eth0 OUT= ARP HTYPE=1 PTYPE=0x0800 OPCODE=1 IPSRC=10.0.0.1",
        "Nov 20 10:00:05 fw sshd[1]: Failed password",
        "Nov 20 10:00:05 fw last message repeated 3 times");
    assertThat(decoded.outcomes).containsOnly(FlowOutcome.IGNORED);
    assertThat(decoder.counters())
        .containsEntry("ignored_blank_lines", 1L)
        .containsEntry("ignored_lines_without_packet", 1L)
        .containsEntry("ignored_frames_without_ip", 1L)
        .containsEntry("ignored_lines_of_other_programs", 1L)
        .containsEntry("ignored_last_message_repeated", 1L)
        .hasSize(5);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000;
  }
}
