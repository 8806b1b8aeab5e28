package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.wire.frame.FrameView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadIdentifierTest {
  private final PayloadIdentifier identifier = new PayloadIdentifier();

  @Test
  void http_names_the_host_without_port_in_lower_case() {
    assertThat(tcp("GET / HTTP/1.1\r\nUser-Agent: x\r\nHOST:  Www.Example.ORG:8080\r\n\r\n"))
        .isEqualTo(new Identification("http", "www.example.org", true));
  }

  @Test
  void a_host_of_odd_letters_is_dropped() {
    Identification unnamed = new Identification("http", "", false);
    assertThat(tcp("GET / HTTP/1.1\r\nHost: a b<script>\r\n\r\n")).isEqualTo(unnamed);
    assertThat(tcp("GET / HTTP/1.1\r\nHost: [::g]:80\r\n\r\n")).isEqualTo(unnamed);
    assertThat(tcp("GET / HTTP/1.1\r\nHost: " + "a".repeat(64) + "\r\n\r\n")).isEqualTo(unnamed);
  }

  @Test
  void a_word_that_looks_like_a_method_is_not_http() {
    assertThat(tcp("GET me out of here\r\n")).isNull();
  }

  @Test
  void tls_names_the_host() {
    assertThat(
            identified(Frames.tcp(client(50_000), server(9443), 0x18, Hello.of("A.Example.com"))))
        .isEqualTo(new Identification("tls", "a.example.com", true));
  }

  @Test
  void a_client_hello_cut_anywhere_is_tls() {
    byte[] hello = Hello.of("a.example.com");
    for (int length = 6; length < hello.length; length++) {
      byte[] part = Arrays.copyOf(hello, length);
      Identification found = identified(Frames.tcp(client(50_000), server(443), 0x18, part));
      assertThat(found).isEqualTo(new Identification("tls", "", false));
    }
  }

  @Test
  void a_server_name_in_the_second_packet_of_a_hello_is_found() {
    byte[] hello = Hello.of("a.example.com");
    int cut = hello.length - 40;
    Identification first =
        identified(Frames.tcp(client(5), server(443), 0x18, Arrays.copyOf(hello, cut)));
    byte[] rest = Arrays.copyOfRange(hello, cut, hello.length);
    FrameView second = Frames.view(Frames.tcp(client(5), server(443), 0x18, 1 + cut, rest));

    assertThat(identifier.identify(second, true, false, first, 0))
        .isEqualTo(new Identification("tls", "a.example.com", true));
  }

  @Test
  void dns_names_the_question_over_udp_and_tcp() {
    byte[] query = Frames.text("\1\2\1\0\0\1\0\0\0\0\0\0\3wWw\7example\3org\0\0\1\0\1");
    byte[] overTcp = Frames.text("\0\41" + new String(query, StandardCharsets.ISO_8859_1));
    Identification expected = new Identification("dns", "www.example.org", true);

    assertThat(identified(Frames.udp(client(50_000), server(53), query))).isEqualTo(expected);
    assertThat(identified(Frames.udp(server(53), client(50_000), query))).isEqualTo(expected);
    assertThat(identified(Frames.tcp(client(50_000), server(53), 0x18, overTcp)))
        .isEqualTo(expected);
  }

  @Test
  void a_dns_name_that_points_to_itself_is_no_loop() {
    byte[] query = Frames.text("\1\2\1\0\0\1\0\0\0\0\0\0\300\14\0\1\0\1");

    assertThat(identified(Frames.udp(client(50_000), server(53), query)))
        .isEqualTo(new Identification("dns", "", false));
  }

  @ParameterizedTest
  @CsvSource({
    "SSH-2.0-OpenSSH_9.2, ssh",
    "220 mail.example ESMTP, smtp",
    "220 Welcome to FTP, ftp",
    "EHLO me, smtp",
    "+OK POP3 ready, pop3",
    "* OK IMAP4rev1, imap",
    "INVITE sip:a@b SIP/2.0, sip",
    "HTTP/1.1 200 OK, http"
  })
  void text_protocols_are_known_by_their_first_line(String line, String service) {
    assertThat(service(tcp(line + "\r\n"))).isEqualTo(service);
  }

  @Test
  void binary_protocols_are_known_by_their_first_message() {
    assertThat(service(tcp("\23BitTorrent protocol\0\0\0\0\0\0\0\0"))).isEqualTo("bittorrent");
    assertThat(service(tcp("\20\14\0\4MQTT\4\2\0\74\0\0"))).isEqualTo("mqtt");
    assertThat(service(tcp("*1\r\n$4\r\nPING\r\n"))).isEqualTo("redis");
    assertThat(service(tcp("\0\0\0\10\4\322\26\57"))).isEqualTo("postgresql");
    assertThat(service(tcp("\0\0\0\100\376SMB\100\0"))).isEqualTo("smb");
    assertThat(service(tcp("\3\0\0\53\46\340\0\0\0\0\0Cookie: mstshash=aaaaaaaaaaaaa\r\n")))
        .isEqualTo("rdp");
    assertThat(service(udp(3478, "\0\1\0\0\41\22\244\102abcdefghijkl"))).isEqualTo("stun");
    assertThat(service(udp(4433, "\303\0\0\0\1\10aaaaaaaa\0\0"))).isEqualTo("quic");
    assertThat(service(udp(123, "\43" + "a".repeat(47)))).isEqualTo("ntp");
    assertThat(service(udp(67, "a".repeat(236) + "\143\202\123\143"))).isEqualTo("dhcp");
    assertThat(service(udp(7777, "\26\376\375\0\0\0\0\0\0\0\0\0\4abcd"))).isEqualTo("dtls");
  }

  @Test
  void unknown_bytes_are_nothing() {
    assertThat(tcp("hello")).isNull();
    assertThat(udp(7000, "\300\1\2\3\4\5\6\7\10")).isNull();
  }

  private @Nullable Identification tcp(String payload) {
    return identifier.identify(tcpFrame(payload), true, false, null, 0);
  }

  private @Nullable Identification udp(int port, String payload) {
    return identified(Frames.udp(client(50_000), server(port), Frames.text(payload)));
  }

  private @Nullable Identification identified(byte[] frame) {
    return identifier.identify(Frames.view(frame), true, false, null, 0);
  }

  private static FrameView tcpFrame(String payload) {
    return Frames.view(Frames.tcp(client(50_000), server(60_000), 0x18, Frames.text(payload)));
  }

  private static String service(@Nullable Identification found) {
    return found == null ? "" : found.service();
  }

  private static End client(int port) {
    return new End(1, port);
  }

  private static End server(int port) {
    return new End(2, port);
  }
}
