package io.tapline.flowlog.assemble;

import static io.tapline.flowlog.assemble.Frames.ACK;
import static io.tapline.flowlog.assemble.Frames.FIN;
import static io.tapline.flowlog.assemble.Frames.PSH;
import static io.tapline.flowlog.assemble.Frames.RST;
import static io.tapline.flowlog.assemble.Frames.SYN;
import static io.tapline.flowlog.assemble.Log.CLIENT;
import static io.tapline.flowlog.assemble.Log.SECOND;
import static io.tapline.flowlog.assemble.Log.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames.End;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
  private final Log log = new Log();

  @Test
  void a_whole_tcp_life_is_one_row() {
    log.handshake(1);
    log.client(1.1, ACK | PSH, 100);
    log.server(1.2, ACK | PSH, 1000);
    log.client(1.3, ACK | FIN, 0);
    log.server(1.4, ACK | FIN, 0);
    log.client(1.5, ACK, 0);

    assertThat(log.finish()).hasSize(1);
    Row row = log.rows.getFirst();
    assertThat(row.clientSent()).isEqualTo(Row.sent(5, 5 * 54 + 100, 100, SYN | ACK | PSH | FIN));
    assertThat(row.serverSent()).isEqualTo(Row.sent(3, 3 * 54 + 1000, 1000, SYN | ACK | PSH | FIN));
    assertThat(row.history()).isEqualTo("ShADdFf");
    assertThat(row.connState()).isEqualTo(ConnState.SF);
    assertThat(row.startNanos()).isEqualTo(SECOND);
    assertThat(row.endNanos()).isEqualTo((long) (1.5 * SECOND));
    assertThat(row.clientEvidence()).isEqualTo(ClientEvidence.HANDSHAKE);
    assertThat(row.service()).describedAs("zeros are no TLS").isEqualTo("unknown");
    assertThat(row.serviceEvidence()).isEqualTo(ServiceEvidence.NONE);
  }

  @Test
  void a_connection_whose_beginning_was_not_seen_has_the_service_of_its_port() {
    log.client(1, ACK | PSH, 100);
    Row row = log.finish().getFirst();
    assertThat(row.service()).isEqualTo("tls");
    assertThat(row.serviceEvidence()).isEqualTo(ServiceEvidence.PORT);
  }

  @Test
  void round_trip_is_from_the_last_syn_to_the_acknowledgement_of_the_answer() {
    log.client(1, SYN, 0);
    log.client(2, SYN, 0);
    log.server(2.01, SYN | ACK, 0);
    log.client(2.03, ACK, 0);
    log.client(2.5, ACK, 0);

    assertThat(log.finish().getFirst().rttNanos()).isEqualTo((long) (2.03 * SECOND) - 2 * SECOND);
  }

  @Test
  void a_syn_ack_first_means_that_its_receiver_is_the_client() {
    log.server(1, SYN | ACK, 0);

    Row row = log.finish().getFirst();
    assertThat(row.client()).endsWith(":40000");
    assertThat(row.clientEvidence()).isEqualTo(ClientEvidence.HANDSHAKE);
    assertThat(row.history()).isEqualTo("^h");
  }

  @Test
  void in_the_middle_the_well_known_port_is_the_server() {
    log.server(1, ACK, 10);

    Row row = log.finish().getFirst();
    assertThat(row.server()).endsWith(":443");
    assertThat(row.clientEvidence()).isEqualTo(ClientEvidence.WELL_KNOWN_PORT);
    assertThat(row.history()).isEqualTo("^d");
  }

  @Test
  void without_evidence_the_first_sender_is_the_client() {
    log.at(1, Frames.udp(new End(9, 50_001), new End(8, 50_002), new byte[4]));
    log.at(1, Frames.udp(new End(8, 50_002), new End(9, 50_001), new byte[4]));

    Row row = log.finish().getFirst();
    assertThat(row.client()).endsWith(":50001");
    assertThat(row.clientEvidence()).isEqualTo(ClientEvidence.FIRST_FRAME);
    assertThat(row.connState()).isEqualTo(ConnState.NONE);
    assertThat(row.history()).isEmpty();
    assertThat(row.service()).isEqualTo("unknown");
  }

  @Test
  void echo_request_and_reply_are_one_connection() {
    log.at(1, Frames.echo(CLIENT, SERVER, 8));
    log.at(2, Frames.echo(SERVER, CLIENT, 0));

    assertThat(log.finish()).hasSize(1);
    assertThat(log.rows.getFirst().service()).isEqualTo("icmp");
  }

  @Test
  void silence_beyond_the_timeout_splits_even_before_a_sweep() {
    log.at(0, Frames.udp(CLIENT, SERVER, new byte[1]));
    log.at(60, Frames.udp(CLIENT, SERVER, new byte[1]));
    log.at(120.5, Frames.udp(CLIENT, SERVER, new byte[1]));

    assertThat(log.rows).hasSize(1);
    assertThat(log.rows.getFirst().closeReason()).isEqualTo(CloseReason.IDLE_TIMEOUT);
    assertThat(log.rows.getFirst().endNanos()).isEqualTo(60 * SECOND);
    assertThat(log.open().getFirst().firstFrame()).isEqualTo(2);
  }

  @Test
  void frames_of_others_sweep_what_is_idle() {
    log.at(0, Frames.udp(CLIENT, SERVER, new byte[1]));
    log.at(100, Frames.udp(new End(7, 7777), SERVER, new byte[1]));

    assertThat(log.rows).hasSize(1);
    assertThat(log.table.openCount()).isEqualTo(1);
  }

  @Test
  void each_phase_of_tcp_has_its_timeout() {
    log.client(0, SYN, 0);
    log.client(60.1, SYN, 0);
    assertThat(log.rows).hasSize(1);
    log.server(60.2, SYN | ACK, 0);
    log.client(60.3, ACK, 0);
    log.client(960, ACK, 1);
    assertThat(log.rows).hasSize(1);
    log.server(961, RST, 0);
    log.client(972, ACK, 1);
    assertThat(log.rows).hasSize(2);
    assertThat(log.rows.getLast().closeReason()).isEqualTo(CloseReason.TCP_CLOSED);
  }

  @Test
  void a_syn_after_the_end_begins_a_new_connection() {
    log.handshake(1);
    log.client(2, RST, 0);
    log.client(3, SYN, 0, 5000, 0);
    log.server(3.01, SYN | ACK, 0, 6000, 5001);

    assertThat(log.rows).hasSize(1);
    assertThat(log.rows.getFirst().closeReason()).isEqualTo(CloseReason.REUSED);
    assertThat(log.open().getFirst().firstFrame()).isEqualTo(4);
  }

  @Test
  void a_syn_that_is_older_than_the_end_stays_with_its_connection() {
    log.client(1.2, RST, 0);
    log.client(1, SYN, 0);

    assertThat(log.table.openCount()).isEqualTo(1);
    assertThat(log.finish().getFirst().startNanos()).isEqualTo(SECOND);
  }

  @Test
  void a_repeated_syn_does_not_split() {
    log.client(1, SYN, 0);
    log.client(2, SYN, 0);

    assertThat(log.finish()).hasSize(1);
  }

  @Test
  void a_syn_with_another_initial_number_begins_a_new_connection_without_any_end() {
    log.client(1, SYN, 0, 1000, 0);
    log.server(1.01, SYN | ACK, 0, 2000, 1001);
    log.client(1.02, ACK, 10, 1001, 2001);
    log.client(31, SYN, 0, 900_000, 0);
    log.server(31.01, SYN | ACK, 0, 700_000, 900_001);
    log.client(31.02, ACK, 10, 900_001, 700_001);

    assertThat(log.rows).extracting(Row::closeReason).containsExactly(CloseReason.REUSED);
    assertThat(log.finish())
        .extracting(row -> row.connState() + " " + row.history())
        .containsExactly("S1 ShD", "S1 ShD");
  }

  @Test
  void attempts_with_initial_numbers_of_their_own_are_connections_of_their_own() {
    log.client(1, SYN, 0, 1000, 0);
    log.client(2, SYN, 0, 1000, 0);
    log.client(3, SYN, 0, 5000, 0);

    assertThat(log.finish())
        .extracting(row -> row.connState() + " " + row.clientSent())
        .containsExactly("S0 2/108/0/2", "S0 1/54/0/2");
  }

  @Test
  void a_syn_that_is_sent_again_after_the_end_belongs_to_what_ended() {
    log.client(1, SYN, 0, 1000, 0);
    log.server(1.1, RST | ACK, 0, 0, 1001);
    log.client(1.5, SYN, 0, 1000, 0);
    log.server(1.6, RST | ACK, 0, 0, 1001);

    Row row = log.finish().getFirst();
    assertThat(log.rows).hasSize(1);
    assertThat(row.connState()).isEqualTo(ConnState.REJ);
    assertThat(row.history()).isEqualTo("Sr");
  }

  @Test
  void a_syn_that_is_captured_late_is_that_of_the_connection() {
    log.client(1.02, ACK, 10, 1001, 2001);
    log.client(1, SYN, 0, 1000, 0);
    log.server(1.01, SYN | ACK, 0, 2000, 1001);

    Row row = log.finish().getFirst();
    assertThat(log.rows).hasSize(1);
    assertThat(row.connState()).isEqualTo(ConnState.S1);
    assertThat(row.clientEvidence()).isEqualTo(ClientEvidence.HANDSHAKE);
    assertThat(row.startNanos()).isEqualTo(SECOND);
  }

  @Test
  void a_syn_captured_after_its_answer_is_no_attempt_of_its_own() {
    log.server(1.01, SYN | ACK, 0, 2000, 1001);
    log.client(1, SYN, 0, 1000, 0);
    log.client(1.02, ACK, 10, 1001, 2001);

    Row row = log.finish().getFirst();
    assertThat(log.rows).hasSize(1);
    assertThat(row.connState()).isEqualTo(ConnState.S1);
    assertThat(row.history()).isEqualTo("^hSD");
  }

  @Test
  void a_late_syn_says_who_the_client_is() {
    log.server(1.02, ACK, 10, 1001, 2001);
    assertThat(log.open().getFirst().client()).endsWith(":40000");
    log.server(1, SYN, 0, 1000, 0);

    Row row = log.finish().getFirst();
    assertThat(log.rows).hasSize(1);
    assertThat(row.client()).endsWith(":443");
    assertThat(row.history()).isEqualTo("DS");
  }

  @Test
  void initial_numbers_outlive_a_restart() {
    log.client(1, SYN, 0, 1000, 0);
    log.restart();
    log.client(2, SYN, 0, 1000, 0);
    log.restart();
    log.client(3, SYN, 0, 3000, 0);

    assertThat(log.finish()).hasSize(2);
  }

  @Test
  void times_out_of_order_widen_the_connection() {
    log.client(5, ACK, 1);
    log.client(4, ACK, 1);
    log.client(4.5, ACK, 1);

    Row row = log.finish().getFirst();
    assertThat(row.startNanos()).isEqualTo(4 * SECOND);
    assertThat(row.endNanos()).isEqualTo(5 * SECOND);
  }

  @Test
  void an_active_timeout_splits_and_keeps_the_client_and_the_service() {
    Log split = new Log(TableConfig.DEFAULT.withActiveTimeoutNanos(10 * SECOND));
    split.client(0, SYN, 0);
    split.at(1, Frames.tcp(CLIENT, SERVER, ACK, Frames.text("SSH-2.0-x\r\n")));
    split.server(11, ACK, 5);

    assertThat(split.rows.getFirst().closeReason()).isEqualTo(CloseReason.ACTIVE_TIMEOUT);
    Row rest = split.finish().getLast();
    assertThat(rest.client()).endsWith(":40000");
    assertThat(rest.service()).isEqualTo("ssh");
    assertThat(rest.clientSent()).isEqualTo(Row.sent(0, 0, 0, 0));
  }

  @Test
  void a_full_table_evicts_the_longest_idle_and_counts_it() {
    Log small = new Log(TableConfig.DEFAULT.withMaxConnections(2));
    small.at(0, Frames.udp(new End(1, 1), SERVER, new byte[1]));
    small.at(5, Frames.udp(new End(2, 2), SERVER, new byte[1]));
    small.at(10, Frames.udp(new End(1, 1), SERVER, new byte[1]));
    small.at(11, Frames.udp(new End(3, 3), SERVER, new byte[1]));

    assertThat(small.table.evictions()).isEqualTo(1);
    assertThat(small.rows).hasSize(1);
    assertThat(small.rows.getFirst().closeReason()).isEqualTo(CloseReason.EVICTED);
    assertThat(small.rows.getFirst().firstFrame()).isEqualTo(1);
    assertThat(small.table.openCount()).isEqualTo(2);
  }

  @Test
  void the_end_of_the_source_closes_all() {
    log.handshake(1);
    log.at(1, Frames.udp(CLIENT, SERVER, new byte[1]));

    assertThat(log.finish()).extracting(Row::closeReason).containsOnly(CloseReason.SOURCE_ENDED);
    assertThat(log.table.openCount()).isZero();
  }

  @Test
  void open_connections_are_shown_as_open() {
    log.handshake(1);

    assertThat(log.open()).extracting(Row::closeReason).containsExactly(CloseReason.OPEN);
    assertThat(log.open().getFirst().connState()).isEqualTo(ConnState.S1);
  }

  @Test
  void a_tick_closes_what_is_idle() {
    log.at(0, Frames.udp(CLIENT, SERVER, new byte[1]));
    log.table.advance(70 * SECOND);

    assertThat(log.rows).hasSize(1);
  }

  @Test
  void a_time_before_1970_or_beyond_reason_is_no_error() {
    byte[] frame = Frames.udp(CLIENT, SERVER, new byte[1]);
    log.table.track(Frames.view(frame), 0, Long.MIN_VALUE, frame.length);
    log.table.track(Frames.view(frame), 1, Long.MAX_VALUE, frame.length);

    assertThat(log.finish()).hasSize(2);
    assertThat(log.rows.getFirst().startNanos()).isZero();
  }
}
