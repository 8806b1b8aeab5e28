package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.flowlog.assemble.Frames.End;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data connections are named after what sessions of FTP and SIP said about them. */
class AnnouncedChannelsTest {
  private static final End CLIENT = new End(1, 40_000);
  private static final End SERVER = new End(2, 21);
  private static final End PHONE = new End(3, 5_060);
  private static final End PROXY = new End(4, 5_060);
  private static final byte[] MEDIA = new byte[40];
  private static final byte[] STUN =
      HexFormat.of().parseHex("000100002112a442000102030405060708090a0b");

  /** A header, of which the payload type is that of audio in 64 kbit/s. */
  private static final byte[] RTP = HexFormat.of().parseHex("80081a2b000012c07f3a9c01");

  private final Log log = new Log();

  private void client(double seconds, String line) {
    log.at(seconds, Frames.tcp(CLIENT, SERVER, Frames.PSH | Frames.ACK, Frames.text(line)));
  }

  private void server(double seconds, String line) {
    log.at(seconds, Frames.tcp(SERVER, CLIENT, Frames.PSH | Frames.ACK, Frames.text(line)));
  }

  /** More payloads each way than other connections are looked at for. */
  private void session() {
    log.at(1, Frames.tcp(CLIENT, SERVER, Frames.SYN, 0));
    server(1.1, "220 FTP ready\r\n");
    for (int i = 0; i < 6; i++) {
      client(1.2 + i, "NOOP\r\n");
      server(1.3 + i, "200 OK\r\n");
    }
  }

  private void begin(double seconds, int from, int fromPort, int to, int toPort) {
    log.at(seconds, Frames.tcp(new End(from, fromPort), new End(to, toPort), Frames.SYN, 0));
  }

  private static String invite(String description) {
    return "INVITE sip:a@10.0.0.4 SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n"
        + description;
  }

  private void call(double seconds, String description) {
    log.at(seconds, Frames.udp(PHONE, PROXY, Frames.text(invite(description))));
  }

  private void media(double seconds, int from, int to, int port) {
    log.at(seconds, Frames.udp(new End(from, 30_000), new End(to, port), MEDIA));
  }

  private List<Row> announced() {
    return log.finish().stream()
        .filter(row -> row.serviceEvidence() == ServiceEvidence.ANNOUNCED)
        .toList();
  }

  @Test
  void passive_data_connections_are_named_once_each() {
    session();
    server(8, "227 Entering Passive Mode (10,0,0,2,195,80)\r\n");
    begin(8.1, 1, 40_001, 2, 50_000);
    begin(8.2, 1, 40_002, 2, 50_000);

    assertThat(announced())
        .extracting(Row::service, Row::firstFrame)
        .containsExactly(tuple("ftp-data", 15L));
  }

  @Test
  void so_are_those_of_all_other_commands() {
    session();
    server(8, "229 Entering Extended Passive Mode (|||50001|)\r\n");
    begin(8.1, 1, 40_001, 2, 50_001);
    client(8.2, "PORT 10,0,0,1,195,82\r\n");
    begin(8.3, 2, 20, 1, 50_002);
    client(8.4, "EPRT |1|10.0.0.1|50003|\r\n");
    begin(8.5, 2, 20, 1, 50_003);
    server(8.6, "200 OK\r\n227 Entering Passive Mode 192,0,2,1,195,84\r\n");
    begin(8.7, 1, 40_004, 2, 50_004);

    assertThat(announced()).extracting(Row::service).hasSize(4).containsOnly("ftp-data");
  }

  @Test
  void an_end_speaks_for_itself_and_in_its_own_words() {
    session();
    client(8, "227 Entering Passive Mode (10,0,0,1,195,80)\r\n");
    begin(8.1, 2, 20, 1, 50_000);
    server(8.2, "PORT 10,0,0,2,195,81\r\n");
    begin(8.3, 1, 40_001, 2, 50_001);
    server(8.4, "227 Entering Passive Mode (10,0,0,9,195,82)\r\n");
    begin(8.5, 1, 40_002, 9, 50_002);
    server(8.6, "227 Entering Passive Mode (10,0,0,2,195,256)\r\n");
    server(8.7, "227 Entering Passive Mode (10,0,0,2,195)\r\n");
    server(8.8, "229 Extended (|||50003)\r\n");
    begin(8.9, 1, 40_003, 2, 50_003);

    assertThat(announced()).isEmpty();
  }

  @Test
  void ports_of_known_services_and_those_of_clients_are_not_named() {
    session();
    server(8, "227 Entering Passive Mode (10,0,0,2,3,255)\r\n");
    begin(8.1, 1, 40_001, 2, 1_023);
    client(8.2, "PORT 10,0,0,1,195,82\r\n");
    begin(8.3, 1, 50_002, 2, 22);
    call(8.4, "c=IN IP4 10.0.0.3\r\nm=audio 1022 RTP/AVP 0\r\na=rtcp:53\r\n");
    media(8.5, 5, 3, 1_022);
    media(8.6, 5, 3, 53);

    assertThat(announced()).isEmpty();
  }

  @Test
  void a_payload_of_another_service_speaks_against_announced_media() {
    call(1, "c=IN IP4 10.0.0.3\r\nm=audio 6000 RTP/AVP 0\r\n");
    log.at(2, Frames.udp(new End(5, 30_000), new End(3, 6_000), Frames.text(invite(""))));
    log.at(3, Frames.udp(new End(5, 30_001), new End(3, 6_000), STUN));
    media(4, 5, 3, 6_000);

    assertThat(announced())
        .extracting(Row::service, Row::client)
        .containsExactly(tuple("rtp", "0/ffff0a000005:30001"));
    assertThat(log.rows)
        .filteredOn(row -> row.client().equals("0/ffff0a000005:30000"))
        .extracting(Row::service, Row::serviceEvidence)
        .containsExactly(tuple("sip", ServiceEvidence.PAYLOAD));
  }

  @Test
  void media_that_say_what_they_are_need_no_announcement() {
    call(1, "c=IN IP4 10.0.0.3\r\nm=audio 6000 RTP/AVP 0\r\n");
    byte[] audio = Arrays.copyOf(RTP, 172);
    log.at(2, Frames.udp(new End(5, 30_000), new End(3, 6_000), audio));

    assertThat(log.finish())
        .extracting(Row::service, Row::serviceEvidence)
        .contains(tuple("rtp", ServiceEvidence.PAYLOAD));
  }

  @Test
  void what_is_open_already_and_what_comes_too_late_is_not_named() {
    session();
    begin(7.9, 1, 40_001, 2, 50_000);
    server(8, "227 Entering Passive Mode (10,0,0,2,195,80)\r\n");
    server(8, "229 Entering Extended Passive Mode (|||50001|)\r\n");
    begin(309, 1, 40_002, 2, 50_001);

    assertThat(announced()).isEmpty();
  }

  @Test
  void media_and_their_reports_are_named_where_the_description_has_them() {
    call(1, "c=IN IP4 10.0.0.3\r\nm=audio 6000 RTP/AVP 0\r\n");
    media(2, 5, 3, 6_000);
    media(3, 5, 3, 6_001);

    assertThat(announced()).extracting(Row::service).containsExactlyInAnyOrder("rtp", "rtcp");
    assertThat(log.rows).extracting(Row::service).contains("sip");
  }

  @Test
  void each_medium_has_its_own_address_and_port_for_reports() {
    call(
        1,
        """
        c=IN IP4 10.0.0.3
        m=audio 6000 RTP/AVP 0
        a=rtcp:6500
        m=video 7000 UDP/TLS/RTP/SAVPF 96
        c=IN IP4 10.0.0.6
        a=rtcp-mux
        m=image 8000 udptl t38
        m=audio 0 RTP/AVP 0
        """);
    media(2, 5, 3, 6_000);
    media(2, 5, 3, 6_500);
    media(2, 5, 6, 7_000);
    media(2, 5, 3, 6_001);
    media(2, 5, 3, 7_000);
    media(2, 5, 6, 7_001);
    media(2, 5, 3, 8_000);

    assertThat(announced())
        .extracting(Row::service)
        .containsExactlyInAnyOrder("rtp", "rtcp", "rtp");
  }

  @Test
  void silence_and_addresses_that_are_none_announce_nothing() {
    call(1, "c=IN IP4 0.0.0.0\r\nm=audio 6000 RTP/AVP 0\r\n");
    call(1.1, "c=IN IP4 a.example\r\nm=audio 6002 RTP/AVP 0\r\n");
    call(1.2, "m=audio 6004 RTP/AVP 0\r\n");
    media(2, 5, 3, 6_000);
    media(2, 5, 3, 6_002);
    media(2, 5, 3, 6_004);

    assertThat(announced()).isEmpty();
  }

  @Test
  void a_restart_between_announcement_and_connection_changes_nothing() {
    session();
    log.restart();
    server(8, "227 Entering Passive Mode (10,0,0,2,195,80)\r\n");
    call(8.1, "c=IN IP4 10.0.0.3\r\nm=audio 6000 RTP/AVP 0\r\n");
    log.restart();
    begin(8.2, 1, 40_001, 2, 50_000);
    media(8.3, 5, 3, 6_000);
    log.restart();

    assertThat(announced()).extracting(Row::service).containsExactlyInAnyOrder("ftp-data", "rtp");
  }
}
