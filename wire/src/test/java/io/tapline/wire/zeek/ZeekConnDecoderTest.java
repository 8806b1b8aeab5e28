package io.tapline.wire.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeekConnDecoderTest {
  private static final String[] HEADER = {
    "#separator \\x09",
    "#set_separator\t,",
    "#empty_field\t(empty)",
    "#unset_field\t-",
    "#path\tconn",
    "#open\t2026-03-01-00-00-00",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration"
        + "\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory"
        + "\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents\tvlan",
    "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool"
        + "\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]\tint"
  };
  private static final String ROW =
      "1772323200.000123\tCabc\t10.0.0.1\t40000\t192.0.2.80\t443\ttcp\tssl\t1.500001\t100\t2000\tSF\tT\tF"
          + "\t0\tShADadFf\t5\t360\t6\t2312\t(empty)\t100";

  private final ZeekConnDecoder decoder = new ZeekConnDecoder();
  private final DecodedLines decoded = new DecodedLines(decoder, 0);

  @Test
  void a_row_is_a_flow_with_both_directions() {
    FlowRecord flow = decoded.lines(HEADER).lines(ROW).flow();
    assertThat(flow.startNanos).isEqualTo(1_772_323_200_000_123_000L);
    assertThat(flow.endNanos - flow.startNanos).isEqualTo(1_500_001_000L);
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("10.0.0.1");
    assertThat(IpAddresses.format(flow.destinationHigh, flow.destinationLow))
        .isEqualTo("192.0.2.80");
    assertThat(flow.sourcePort).isEqualTo(40000);
    assertThat(flow.destinationPort).isEqualTo(443);
    assertThat(flow.protocol).isEqualTo(6);
    assertThat(flow.service).isEqualTo("ssl");
    assertThat(flow.biflow).isTrue();
    assertThat(flow.packets).isEqualTo(5);
    assertThat(flow.bytes).isEqualTo(360);
    assertThat(flow.payloadBytes).isEqualTo(100);
    assertThat(flow.reversePackets).isEqualTo(6);
    assertThat(flow.reverseBytes).isEqualTo(2312);
    assertThat(flow.reversePayloadBytes).isEqualTo(2000);
    assertThat(flow.connState).isEqualTo("SF");
    assertThat(flow.history).isEqualTo("ShADadFf");
    assertThat(flow.vlan).isEqualTo(100);
    assertThat(flow.tunnel).isEmpty();
  }

  @Test
  void header_lines_are_headers() {
    decoded.lines(HEADER).lines("#close\t2026-03-01-01-00-00");
    assertThat(decoded.outcomes).hasSize(9).containsOnly(FlowOutcome.HEADER);
  }

  @Test
  void what_is_unset_is_not_told() {
    String row =
        "1772323200.5\tCabc\tfe80::1\t5353\tff02::fb\t5353\tudp\t-\t-\t-\t-\tS0\tT\tF\t0\tD\t1\t75\t0\t0\t-\t-";
    FlowRecord flow = decoded.lines(HEADER).lines(row).flow();
    assertThat(flow.endNanos).isEqualTo(flow.startNanos);
    assertThat(flow.service).isEmpty();
    assertThat(flow.payloadBytes).isEqualTo(FlowRecord.UNKNOWN);
    assertThat(flow.bytes).isEqualTo(75);
    assertThat(flow.vlan).isZero();
  }

  @Test
  void columns_may_come_in_any_order_and_be_missing() {
    FlowRecord flow =
        decoded
            .lines(
                "#separator \\x09", "#fields\tproto\torig_bytes\tid.resp_p\tid.resp_h\tid.orig_p")
            .lines(
                "#fields\tproto\torig_bytes\tid.resp_p\tid.resp_h\tid.orig_p\tid.orig_h\tts",
                "udp\t44\t53\t192.0.2.53\t1025\t10.0.0.2\t1772323200")
            .flow();
    assertThat(flow.protocol).isEqualTo(17);
    assertThat(flow.destinationPort).isEqualTo(53);
    assertThat(flow.payloadBytes).isEqualTo(44);
    assertThat(flow.bytes).describedAs("the payload where nothing else is told").isEqualTo(44);
  }

  @Test
  void a_header_in_the_middle_of_the_file_changes_the_columns() {
    decoded
        .lines(HEADER)
        .lines(ROW)
        .lines("#separator ;", "#unset_field;NIL")
        .lines("#fields;id.orig_h;id.orig_p;id.resp_h;id.resp_p;ts;proto;conn_state;service")
        .lines("10.0.0.1;1;10.0.0.2;2;1772323201.25;sctp;S1;NIL");
    assertThat(decoded.flows).hasSize(2);
    assertThat(decoded.flows.get(1).protocol).isEqualTo(132);
    assertThat(decoded.flows.get(1).service).isEmpty();
    assertThat(decoded.flows.get(1).startNanos).isEqualTo(1_772_323_201_250_000_000L);
  }

  @Test
  void escaped_bytes_are_undone() {
    String row = ROW.replace("\tssl\t", "\tg\\x73si,\\x5cx\t");
    assertThat(decoded.lines(HEADER).lines(row).flow().service).isEqualTo("gssi,\\x");
  }

  @Test
  void icmp_has_type_and_code_also_where_zeek_writes_the_answering_type() {
    decoded.lines(HEADER);
    decoded.lines(icmp("10.0.0.1", 8, 0), icmp("10.0.0.1", 13, 14), icmp("10.0.0.1", 3, 1));
    decoded.lines(icmp("2001:db8::1", 128, 129), icmp("2001:db8::1", 1, 4));
    assertThat(
            decoded.flows.stream()
                .map(f -> f.protocol + " " + f.sourcePort + " " + f.destinationPort))
        .containsExactly("1 8 0", "1 13 0", "1 3 1", "58 128 0", "58 1 4");
  }

  private static String icmp(String address, int type, int code) {
    return ROW.replace("10.0.0.1\t40000", address + "\t" + type)
        .replace("192.0.2.80\t443\ttcp", address + "\t" + code + "\ticmp");
  }

  @Test
  void the_parent_of_a_tunnelled_connection_is_its_tunnel() {
    String row = ROW.replace("(empty)", "CPar1,CPar2");
    assertThat(decoded.lines(HEADER).lines(row).flow().tunnel).isEqualTo("parent/CPar1");
  }

  @Test
  void json_lines_give_the_same_flow_as_rows() {
    String json =
        """
        {"ts":1772323200.000123,"uid":"Cabc","id.orig_h":"10.0.0.1","id.orig_p":40000,\
        "id.resp_h":"192.0.2.80","id.resp_p":443,"proto":"tcp","service":"ssl","duration":1.500001,\
        "orig_bytes":100,"resp_bytes":2000,"conn_state":"SF","local_orig":true,"missed_bytes":0,\
        "history":"ShADadFf","orig_pkts":5,"orig_ip_bytes":360,"resp_pkts":6,"resp_ip_bytes":2312,\
        "tunnel_parents":[],"vlan":100,"community_id":"1:x"}""";
    FlowRecord row = decoded.lines(HEADER).lines(ROW).flow();
    FlowRecord flow = new DecodedLines(new ZeekConnDecoder(), 0).lines(json).flow();
    assertThat(DecodedLines.fields(flow)).isEqualTo(DecodedLines.fields(row));
  }

  @Test
  void json_times_may_be_texts_milliseconds_and_small_numbers_with_exponents() {
    decoded.lines(
        json("\"2026-03-01T00:00:00.000123Z\"", "1.9e-06"),
        json("1772323200000", "0"),
        json("1.772323200e9", "2"));
    assertThat(decoded.flows.stream().map(f -> f.startNanos).toList())
        .containsExactly(
            1_772_323_200_000_123_000L, 1_772_323_200_000_000_000L, 1_772_323_200_000_000_000L);
    assertThat(decoded.flows.getFirst().endNanos - decoded.flows.getFirst().startNanos)
        .isEqualTo(1900);
  }

  private static String json(String ts, String duration) {
    return """
        {"ts":%s,"id.orig_h":"10.0.0.1","id.orig_p":1,"id.resp_h":"10.0.0.2","id.resp_p":2,\
        "proto":"udp","duration":%s,"conn_state":"SF","tunnel_parents":["CPar1","CPar2"]}"""
        .formatted(ts, duration);
  }

  @Test
  void rows_of_other_logs_are_ignored_and_counted() {
    decoded.lines(
        "#separator \\x09",
        "#path\tdns",
        "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery",
        "1772323200.5\tCabc\t10.0.0.1\t5353\t10.0.0.2\t53\tudp\texample.org",
        "{\"ts\":1.5,\"id.orig_h\":\"10.0.0.1\",\"query\":\"example.org\"}");
    assertThat(decoded.outcomes.subList(3, 5)).containsOnly(FlowOutcome.IGNORED);
    assertThat(decoder.counters()).containsEntry("lines_of_other_logs", 2L);
  }

  @Test
  void faulty_lines_are_counted_by_reason() {
    decoded.lines(ROW);
    decoded.lines(HEADER);
    decoded.lines(
        ROW.substring(0, ROW.lastIndexOf('\t')),
        ROW + "\tmore",
        ROW.replace("10.0.0.1", "10.0.0.256"),
        ROW.replace("\t360\t", "\tmany\t"),
        "{\"ts\":1,",
        "{\"conn_state\":\"SF\"}");
    assertThat(decoded.flows).isEmpty();
    assertThat(decoder.counters())
        .containsEntry("rows_before_header", 1L)
        .containsEntry("malformed_rows", 5L)
        .containsEntry("malformed_json_lines", 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_", "$", "-", "::"})
  void any_scope_separator_is_understood(String separator) {
    String fields = HEADER[6].replace("id.", "id" + separator);
    FlowRecord flow = decoded.lines(HEADER).lines(fields, ROW).flow();
    assertThat(flow.sourcePort).isEqualTo(40000);
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("10.0.0.1");
  }

  @Test
  void names_that_only_resemble_endpoints_are_other_columns() {
    assertThat(ZeekNames.dotted("id_1_orig_h")).isEqualTo("id_1_orig_h");
    assertThat(ZeekNames.dotted("idorig_h")).isEqualTo("idorig_h");
    assertThat(ZeekNames.dotted("orig_h")).isEqualTo("orig_h");
  }

  @Test
  void endpoints_may_be_nested() {
    FlowRecord flow =
        decoded
            .lines(
                "{\"ts\":1.5,\"id\":{\"orig_h\":\"10.0.0.1\",\"orig_p\":4,\"resp_h\":\"10.0.0.2\",\"resp_p\":53,"
                    + "\"ctx\":{\"vlan\":1}},\"proto\":\"udp\",\"conn_state\":\"SF\",\"orig_pkts\":2}")
            .flow();
    assertThat(flow.sourcePort).isEqualTo(4);
    assertThat(flow.destinationPort).isEqualTo(53);
    assertThat(flow.packets).isEqualTo(2);
  }

  @Test
  void the_separator_behind_fields_counts_where_none_was_named() {
    FlowRecord flow =
        decoded
            .lines(
                "#fields,ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,conn_state",
                "1.5,10.0.0.1,4,10.0.0.2,53,udp,SF")
            .flow();
    assertThat(flow.destinationPort).isEqualTo(53);
  }
}
