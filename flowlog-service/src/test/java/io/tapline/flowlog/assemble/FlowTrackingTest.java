package io.tapline.flowlog.assemble;

import static io.tapline.flowlog.assemble.Frames.ACK;
import static io.tapline.flowlog.assemble.Frames.FIN;
import static io.tapline.flowlog.assemble.Frames.RST;
import static io.tapline.flowlog.assemble.Frames.SYN;
import static io.tapline.flowlog.assemble.Log.CLIENT;
import static io.tapline.flowlog.assemble.Log.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.wire.flow.FlowRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTrackingTest {
  private static final int DONE = SYN | ACK | FIN;
  private static final End HIGH_PORT = new End(2, 50_000);

  private final Log log = new Log();

  private void export(double clockSeconds, FlowRecord record) {
    log.export(clockSeconds, record);
  }

  private Row only() {
    List<Row> rows = log.finish();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  @Test
  void both_directions_are_one_row_whichever_comes_first() {
    export(20, Flows.tcp(SERVER, CLIENT, 1.1, 10, DONE));
    export(21, Flows.tcp(CLIENT, SERVER, 1, 10.5, DONE));

    Row row = only();
    assertThat(row.client()).endsWith(":40000");
    assertThat(row.clientEvidence()).isEqualTo(ClientEvidence.WELL_KNOWN_PORT);
    assertThat(row.clientSent()).isEqualTo("10/1000/0/19");
    assertThat(row.serverSent()).isEqualTo("10/1000/0/19");
    assertThat(row.startNanos()).isEqualTo(Log.SECOND);
    assertThat(row.endNanos()).isEqualTo(10_500_000_000L);
    assertThat(row.connState()).isEqualTo(ConnState.SF);
    assertThat(row.closeReason()).isEqualTo(CloseReason.SOURCE_ENDED);
    assertThat(row.flowRecords()).isEqualTo(2);
    assertThat(row.service()).isEqualTo("tls");
  }

  @Test
  void what_zeek_calls_ssl_is_tls_as_in_captures() {
    FlowRecord exported = Flows.tcp(CLIENT, SERVER, 1, 2, DONE);
    exported.service = "ssl";
    export(10, exported);

    assertThat(only().service()).isEqualTo("tls");
  }

  @Test
  void a_host_name_alone_leaves_the_service_to_the_port_of_the_server() {
    FlowRecord answer = Flows.tcp(SERVER, CLIENT, 1, 2, DONE);
    answer.hostname = "WWW.Example.org";
    export(10, answer);

    Row row = only();
    assertThat(row.service()).isEqualTo("tls");
    assertThat(row.hostname()).isEqualTo("www.example.org");
  }

  @Test
  void successive_exports_of_a_long_flow_are_one_row() {
    for (int minute = 1; minute <= 30; minute++) {
      export(minute * 60, Flows.tcp(CLIENT, SERVER, minute * 60 - 60, minute * 60 - 1, ACK));
    }

    assertThat(only().flowRecords()).isEqualTo(30);
  }

  @Test
  void an_export_that_comes_within_the_timeout_but_begins_after_it_is_another_row() {
    export(10, Flows.udp(CLIENT, SERVER, 1, 2));
    export(100, Flows.udp(CLIENT, SERVER, 123, 124));

    assertThat(log.finish()).extracting(Row::flowRecords).containsExactly(1L, 1L);
  }

  @Test
  void flows_that_are_not_told_of_any_more_are_closed_by_the_clock() {
    export(10, Flows.udp(CLIENT, SERVER, 1, 2));
    log.table.advance(131 * Log.SECOND);
    assertThat(log.rows).isEmpty();
    log.table.advance(140 * Log.SECOND);

    assertThat(log.rows).extracting(Row::closeReason).containsExactly(CloseReason.IDLE_TIMEOUT);
  }

  @Test
  void flows_whose_end_was_told_are_closed_sooner() {
    export(10, Flows.tcp(CLIENT, SERVER, 1, 2, SYN | RST));
    FlowRecord ended = Flows.udp(CLIENT, SERVER, 1, 2);
    ended.endReason = 3;
    export(10, ended);
    log.table.advance(45 * Log.SECOND);

    assertThat(log.rows)
        .extracting(Row::closeReason)
        .containsExactly(CloseReason.TCP_CLOSED, CloseReason.TCP_CLOSED);
  }

  @Test
  void a_new_opening_after_the_end_is_another_row() {
    export(10, Flows.tcp(CLIENT, SERVER, 1, 2, DONE));
    export(10, Flows.tcp(SERVER, CLIENT, 1.1, 2, DONE));
    export(11, Flows.tcp(CLIENT, SERVER, 3, 4, DONE));

    assertThat(log.finish())
        .extracting(Row::closeReason)
        .containsExactly(CloseReason.REUSED, CloseReason.SOURCE_ENDED);
  }

  @Test
  void what_is_longer_than_the_active_timeout_is_split_between_records() {
    Log split = new Log(TableConfig.DEFAULT.withActiveTimeoutNanos(100 * Log.SECOND));
    split.export(60, Flows.tcp(SERVER, CLIENT, 0, 60, ACK));
    split.export(120, Flows.tcp(SERVER, CLIENT, 60, 120, ACK));

    assertThat(split.finish())
        .hasSize(2)
        .allMatch(row -> row.client().endsWith(":40000") && row.flowRecords() == 1);
  }

  @Test
  void sampling_is_applied_and_said() {
    FlowRecord record = Flows.udp(CLIENT, SERVER, 1, 2);
    record.samplingInterval = 100;
    export(3, record);

    Row row = only();
    assertThat(row.clientSent()).isEqualTo("1000/100000/0/0");
    assertThat(row.samplingInterval()).isEqualTo(100);
  }

  @Test
  void a_rate_of_sampling_that_is_not_known_is_said_whatever_other_records_report() {
    FlowRecord sampled = Flows.udp(CLIENT, SERVER, 1, 2);
    sampled.samplingInterval = FlowRecord.UNKNOWN;
    FlowRecord known = Flows.udp(CLIENT, SERVER, 1, 2);
    known.samplingInterval = 100;
    export(3, sampled);
    export(3, known);
    log.restart();
    export(3, known);

    Row row = only();
    assertThat(row.clientSent()).isEqualTo("2010/201000/0/0");
    assertThat(row.samplingInterval()).isEqualTo(-1);
  }

  @Test
  void packets_that_are_observed_as_they_come_in_and_as_they_go_out_count_once() {
    FlowRecord in = Flows.tcp(CLIENT, SERVER, 1, 2, ACK);
    in.flowDirection = 0;
    FlowRecord out = Flows.tcp(CLIENT, SERVER, 1, 2.5, DONE);
    out.flowDirection = 1;
    FlowRecord answer = Flows.tcp(SERVER, CLIENT, 1, 2, ACK);
    answer.flowDirection = 1;
    export(3, in);
    export(3, out);
    log.restart();
    export(4, out);
    export(4, in);
    export(4, answer);

    Row row = only();
    assertThat(row.clientSent()).isEqualTo("20/2000/0/" + (ACK | DONE));
    assertThat(row.serverSent()).isEqualTo("10/1000/0/" + ACK);
    assertThat(row.endNanos()).isEqualTo(2_500_000_000L);
    assertThat(row.flowRecords()).isEqualTo(5);
    assertThat(log.table.repeatedObservations()).isEqualTo(2);
  }

  @Test
  void where_packets_are_observed_holds_beyond_the_active_timeout() {
    Log split = new Log(TableConfig.DEFAULT.withActiveTimeoutNanos(100 * Log.SECOND));
    for (int minute = 0; minute < 4; minute++) {
      for (int direction = 0; direction < 2; direction++) {
        FlowRecord record = Flows.udp(CLIENT, SERVER, minute * 60, minute * 60 + 59);
        record.flowDirection = (minute + direction) % 2;
        record.packets = record.flowDirection == 0 ? 10 : 99;
        split.export(minute * 60 + 60, record);
      }
    }

    assertThat(split.finish())
        .hasSizeGreaterThan(1)
        .extracting(Row::clientSent)
        .containsOnly("10/1000/0/0");
  }

  @Test
  void counts_beyond_all_measure_stay_at_the_limit() {
    FlowRecord record = Flows.udp(CLIENT, SERVER, 1, 2);
    record.packets = Long.MAX_VALUE;
    record.bytes = -1;
    record.samplingInterval = Long.MAX_VALUE;
    export(3, record);
    export(3, record);

    assertThat(only().clientSent()).isEqualTo(FlowCounts.MAX_COUNT + "/0/0/0");
    assertThat(log.table.saturatedRecords()).isEqualTo(2);
  }

  @Test
  void rows_of_their_own_whose_counts_are_at_the_limit_are_counted_too() {
    FlowRecord record = Flows.udp(CLIENT, SERVER, 1, 2);
    RecordView view = new RecordView();
    log.table.noteRow(view.of(record, 0));
    assertThat(log.table.saturatedRecords()).isZero();

    record.bytes = Long.MAX_VALUE;
    log.table.noteRow(view.of(record, 1));
    record.bytes = 1;
    record.biflow = true;
    record.reversePackets = FlowCounts.MAX_COUNT;
    log.table.noteRow(view.of(record, 2));
    assertThat(log.table.saturatedRecords()).isEqualTo(2);
  }

  @Test
  void a_record_with_both_directions_names_the_client() {
    FlowRecord record = Flows.tcp(SERVER, CLIENT, 1, 2, ACK);
    record.biflow = true;
    record.reversePackets = 7;
    record.reverseBytes = 70;
    record.reverseTcpFlags = ACK;
    record.rttNanos = 5_000;
    export(3, record);

    Row row = only();
    assertThat(row.client()).endsWith(":443");
    assertThat(row.serverSent()).isEqualTo("7/70/0/16");
    assertThat(row.rttNanos()).isEqualTo(5_000);
  }

  @Test
  void the_client_is_who_began_unless_ports_or_flags_tell() {
    export(9, Flows.udp(HIGH_PORT, CLIENT, 2, 3));
    assertThat(log.open().getFirst().client()).endsWith(":50000");
    export(9, Flows.udp(CLIENT, HIGH_PORT, 1, 3));
    assertThat(log.open().getFirst().client()).endsWith(":40000");
    export(9, Flows.tcp(HIGH_PORT, SERVER, 1, 3, ACK));
    export(9, Flows.tcp(SERVER, HIGH_PORT, 1, 3, SYN));

    assertThat(log.finish())
        .extracting(Row::client, Row::clientEvidence)
        .contains(
            org.assertj.core.groups.Tuple.tuple("0/ffff0a000002:443", ClientEvidence.HANDSHAKE));
  }

  @Test
  void echo_requests_and_replies_are_one_row_as_of_frames() {
    export(9, Flows.icmp(CLIENT, SERVER, 8, 0, 1));
    export(9, Flows.icmp(SERVER, CLIENT, 0, 0, 2));
    export(9, Flows.icmp(SERVER, CLIENT, 3, 1, 2));
    Log frames = new Log();
    frames.at(1, Frames.echo(CLIENT, SERVER, 8));
    frames.at(1, Frames.echo(SERVER, CLIENT, 0));

    assertThat(log.finish())
        .hasSize(2)
        .extracting(Row::client, Row::server)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                frames.finish().getFirst().client(), frames.rows.getFirst().server()));
  }

  @Test
  void exporters_and_their_domains_are_kept_apart() {
    FlowRecord domain = Flows.udp(CLIENT, SERVER, 1, 2);
    domain.observationDomain = 7;
    FlowRecord exporter = Flows.udp(SERVER, CLIENT, 1, 2);
    exporter.exporterLow++;
    export(3, Flows.udp(CLIENT, SERVER, 1, 2));
    export(3, domain);
    export(3, exporter);

    assertThat(log.finish())
        .extracting(Row::exporter)
        .containsExactlyInAnyOrder("ffff0a0000c8/0", "ffff0a0000c8/7", "ffff0a0000c9/0");
  }

  @Test
  void details_belong_to_their_endpoint_whoever_sent() {
    FlowRecord there = Flows.udp(CLIENT, SERVER, 1, 2);
    there.inputInterface = 1;
    there.outputInterface = 2;
    there.sourceAs = 64_500;
    there.tos = 8;
    there.nextHopLow = 5;
    FlowRecord back = Flows.udp(SERVER, CLIENT, 1, 2);
    back.sourceAs = 64_501;
    back.tos = 16;
    back.inputInterface = 2;
    back.outputInterface = 9;
    back.natDestinationLow = 77;
    export(3, there);
    export(3, back);
    log.restart();

    Row row = only();
    assertThat(row.clientDetails())
        .isEqualTo(new EndpointDetails(1, "", 64_500, -1, 8, 0, 5, 0, 77, 0, -1));
    assertThat(row.serverDetails())
        .isEqualTo(new EndpointDetails(2, "", 64_501, -1, 16, 0, 0, 0, 0, 0, -1));
  }

  @Test
  void what_the_record_tells_of_service_and_host_counts_more_than_the_port() {
    FlowRecord record = Flows.udp(CLIENT, SERVER, 1, 2);
    record.service = "quic";
    record.hostname = "x".repeat(2000);
    export(3, record);
    log.restart();

    Row row = only();
    assertThat(row.service()).isEqualTo("quic");
    assertThat(row.serviceEvidence()).isEqualTo(ServiceEvidence.PAYLOAD);
    assertThat(row.hostname()).hasSize(FlowTexts.MAX_CHARACTERS);
  }
}
