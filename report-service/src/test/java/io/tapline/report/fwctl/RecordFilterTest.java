package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.RunFirewallReportResponse;
import io.tapline.rpc.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options of a header, over three records. */
class RecordFilterTest {
  private static final String LINES =
      """
      1000|DENY|eth0|INT|input|6|tcp|10.0.0.1|one.example|INT|ONE|1025||192.0.2.1|web.example|EXT|WEB|80|http
      1001|DENY|eth0|INT|input|17|udp|10.0.0.2||INT|TWO|1026||192.0.2.2||EXT|DNS|53|domain
      1002|ACCEPT|eth1|DMZ|forward|1|icmp|10.0.0.3||DMZ|THREE|8|Echo|192.0.2.1|web.example|EXT|WEB|0|
      1003|garbage
      """;

  private static final FirewallReportHeader ALL = FirewallReportHeader.getDefaultInstance();

  @Test
  void every_option_matches_its_field_in_any_letter_case() throws IOException {
    assertThat(times(ALL.toBuilder().addSrc("10.0.0.2"))).containsExactly(1001L);
    assertThat(times(ALL.toBuilder().addSrc("ONE.example"))).containsExactly(1000L);
    assertThat(times(ALL.toBuilder().addDst("web.example"))).containsExactly(1000L, 1002L);
    assertThat(times(ALL.toBuilder().addSalias("two"))).containsExactly(1001L);
    assertThat(times(ALL.toBuilder().addDalias("web"))).containsExactly(1000L, 1002L);
    assertThat(times(ALL.toBuilder().addSif("dmz"))).containsExactly(1002L);
    assertThat(times(ALL.toBuilder().addDif("EXT"))).containsExactly(1000L, 1001L, 1002L);
    assertThat(times(ALL.toBuilder().addProto("17"))).containsExactly(1001L);
    assertThat(times(ALL.toBuilder().addProto("TCP"))).containsExactly(1000L);
    assertThat(times(ALL.toBuilder().addPort("53"))).containsExactly(1001L);
    assertThat(times(ALL.toBuilder().addPort("HTTP"))).containsExactly(1000L);
  }

  @Test
  void values_are_alternatives_and_options_must_all_match() throws IOException {
    assertThat(times(ALL.toBuilder().addPort("http").addPort("domain")))
        .containsExactly(1000L, 1001L);
    assertThat(times(ALL.toBuilder().addDalias("WEB").addProto("icmp"))).containsExactly(1002L);
  }

  @Test
  void totals_count_lines_that_cannot_be_read_and_keep_a_sample() throws IOException {
    RunFirewallReportResponse last = run(ALL.toBuilder()).getLast();
    assertThat(last.getTotals().getRecords()).isEqualTo(3);
    assertThat(last.getTotals().getLines()).isEqualTo(4);
    assertThat(last.getTotals().getMalformedLines()).isEqualTo(1);
    assertThat(last.getTotals().getMalformedSamplesList()).containsExactly("1003|garbage");
    assertThat(last.getTotals().getStartTime().getSeconds()).isEqualTo(1000);
    assertThat(last.getTotals().getEndTime().getSeconds()).isEqualTo(1002);
  }

  @Test
  void a_limit_and_options_must_both_match() throws IOException {
    assertThat(times(ALL.toBuilder().setLimit("dst_alias = web"))).containsExactly(1000L, 1002L);
    assertThat(times(ALL.toBuilder().setLimit("dst_alias = web").addProto("tcp")))
        .containsExactly(1000L);
  }

  @Test
  void addresses_are_the_same_however_they_are_written() {
    String line = "1000|DENY|eth0||input|58|icmpv6|%s||||128||2001:db8::2||||0|\n";
    List<FirewallRecord> records =
        Sample.records(line.formatted("2001:DB8:0:0::1") + line.formatted("2001:db8::1"));
    assertThat(records.stream().map(packet -> packet.source().ip())).containsOnly("2001:db8::1");
    RecordFilter filter =
        FirewallReportMessages.filter(ALL.toBuilder().addSrc("2001:db8::0:1").build());
    List<FirewallRecord> found = new ArrayList<>();
    FirewallReport report =
        new FirewallReport(ReportPeriod.ALL, filter, 0, packet -> found.add(packet.record()));
    Sample.replay(records, report);
    assertThat(found).hasSize(2);
  }

  @Test
  void line_ends_nul_bytes_and_a_byte_order_mark_are_no_part_of_a_line() {
    String line = "1000|DENY|eth0||input|6|tcp|10.0.0.1||||1||10.0.0.2||||80|http";
    List<FirewallRecord> expected = Sample.records(line);
    String changed =
        "\uFEFF" + line + "\r\n" + line.replace("eth0", "\0eth\0000") + "\r\r\n" + line;
    assertThat(Sample.records(changed)).hasSize(3).containsOnly(expected.getFirst());
    String shorter = line.substring(0, line.lastIndexOf('|'));
    assertThat(Sample.records(shorter + "\r\n" + shorter + "|\n"))
        .hasSize(2)
        .allSatisfy(packet -> assertThat(packet.destination().service()).isEmpty());
  }

  @Test
  void a_line_without_end_is_dropped_and_counted_once() {
    List<FirewallRecord> records = new ArrayList<>();
    String first = LINES.lines().findFirst().orElseThrow();
    FirewallLines read =
        Sample.read(
            first + "\n" + "x".repeat(5_000_000) + "\n" + first + "\n" + "y".repeat(3_000_000),
            Networks.NONE,
            packet -> records.add(packet.record()));
    assertThat(records).hasSize(2);
    assertThat(read.lines()).isEqualTo(4);
    assertThat(read.malformed()).isEqualTo(2);
  }

  @Test
  void start_is_the_first_record_whether_or_not_the_filter_matches_it() throws IOException {
    RunFirewallReportResponse last = run(ALL.toBuilder().addProto("icmp")).getLast();
    assertThat(last.getTotals().getStartTime().getSeconds()).isEqualTo(1000);
  }

  @Test
  void an_unknown_zone_and_networks_that_cannot_be_read_are_refused() {
    assertThatThrownBy(() -> run(ALL.toBuilder().setTimeZone("Mars/Olympus")))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> run(ALL.toBuilder().setAliases("A = 10.0.0.1\nB = 10.0.0.300")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> run(ALL.toBuilder().setInterfaces("EXT eth0")))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void the_most_specific_network_names_an_address() {
    Networks networks =
        Networks.parse(
            "EXT ppp0 198.51.100.1/32\nINT eth1 10.0.0.1/24 10.0.1.0/24 # two networks",
            "ONE = 10.0.0.9\nBLOCK := 203.0.113.0/24");
    List<FirewallRecord> records = new ArrayList<>();
    String line =
        "Jan  1 00:00:00 gw kernel: Packet log: input DENY eth1 PROTO=6 %s:1025 %s:80 L=60 S=0x00"
            + " I=1 F=0x4000 T=54 SYN (#5)\n";
    Sample.read(
        line.formatted("10.0.0.9", "203.0.113.7") + line.formatted("10.0.1.9", "192.0.2.1"),
        networks,
        packet -> records.add(packet.record()));
    assertThat(records.stream().map(FirewallRecord::interfaceName)).containsOnly("INT");
    assertThat(records.stream().map(packet -> names(packet.source())))
        .containsExactly("INT ONE", "INT INT_NETS");
    assertThat(records.stream().map(packet -> names(packet.destination())))
        .containsExactly("EXT BLOCK", "EXT INTERNET");
  }

  private static String names(Endpoint side) {
    return side.interfaceName() + " " + side.alias();
  }

  private static List<Long> times(FirewallReportHeader.Builder header) throws IOException {
    return run(header).stream()
        .filter(RunFirewallReportResponse::hasRecord)
        .map(response -> response.getRecord().getTime().getSeconds())
        .toList();
  }

  private static List<RunFirewallReportResponse> run(FirewallReportHeader.Builder header)
      throws IOException {
    FirewallReportRun run = new FirewallReportRun(header.build(), Sample.FILE_TIME);
    run.read(new ByteArrayInputStream(LINES.getBytes(StandardCharsets.UTF_8)), new FakeLog());
    List<RunFirewallReportResponse> answers = new ArrayList<>();
    run.answer(answers::add);
    return answers;
  }
}
