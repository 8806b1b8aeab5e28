package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that clients name, protocol by protocol, in one conversation each. */
class NamesTest {
  private static final End CLIENT = new End(1, 50_000);

  private final PayloadIdentifier identifier = new PayloadIdentifier();
  private @Nullable Identification known;
  private int port = 60_000;
  private int sequence = 1;
  private boolean first = true;

  private NamesTest tcp(String text) {
    return tcp(Frames.text(text));
  }

  private NamesTest tcp(byte[] payload) {
    byte[] frame = Frames.tcp(CLIENT, new End(2, port), 0x18, sequence, payload);
    sequence += payload.length;
    return take(frame, true);
  }

  private NamesTest answer(String text) {
    return take(Frames.tcp(new End(2, port), CLIENT, 0x18, Frames.text(text)), false);
  }

  private NamesTest udp(String text) {
    return take(Frames.udp(CLIENT, new End(2, port), Frames.text(text)), true);
  }

  private NamesTest take(byte[] frame, boolean fromClient) {
    known = identifier.identify(Frames.view(frame), fromClient, first, known, 0);
    first = false;
    return this;
  }

  private NamesTest on(int newPort) {
    port = newPort;
    return this;
  }

  private String found() {
    return known == null ? "nothing" : known.service() + " " + known.hostname();
  }

  @Test
  void header_lines_of_http_may_end_in_a_bare_line_feed() {
    assertThat(tcp("GET / HTTP/1.0\nAccept: x\nHost: a.example\n\n").found())
        .isEqualTo("http a.example");
  }

  @Test
  void a_host_is_put_together_wherever_the_segments_are_cut() {
    String request = "GET / HTTP/1.1\r\nAccept: x\r\nHost: shop.example.org:8080\r\n\r\n";
    for (int cut = 5; cut < request.length(); cut++) {
      NamesTest test = new NamesTest();
      test.tcp(request.substring(0, cut)).tcp(request.substring(cut));
      assertThat(test.found()).describedAs("cut at " + cut).isEqualTo("http shop.example.org");
      assertThat(test.identifier.kept()).isZero();
    }
  }

  @Test
  void a_host_is_found_though_a_segment_before_it_was_not_captured() {
    tcp("POST /a HTTP/1.1\r\nCookie: aaaaaaaa");
    sequence += 700;
    assertThat(tcp("aaa\r\nHost: b.example\r\n\r\n").found()).isEqualTo("http b.example");
  }

  @Test
  void a_request_without_host_is_not_waited_for() {
    tcp("GET / HTTP/1.0\r\n\r\n");
    assertThat(found()).isEqualTo("http ");
    assertThat(identifier.kept()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "[2001:DB8:0::1], 2001:db8::1",
    "[::1]:80, ::1",
    "192.0.2.1:8080, 192.0.2.1",
    "A.Example., a.example",
    "a.example:80, a.example",
  })
  void a_host_is_a_name_or_an_address_without_its_port(String host, String expected) {
    assertThat(tcp("GET / HTTP/1.1\r\nHost: " + host + "  \r\n\r\n").found())
        .isEqualTo("http " + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"M-SEARCH", "BPROPPATCH", "PURGE", "BREW", "VERSION-CONTROL"})
  void any_method_is_http(String method) {
    assertThat(tcp(method + " /x HTTP/1.1\r\nHost: a.example\r\n\r\n").found())
        .isEqualTo("http a.example");
  }

  @Test
  void a_request_to_a_proxy_names_the_host_in_its_target() {
    assertThat(tcp("GET http://a.example:81/b HTTP/1.0\r\nAccept: x\r\n\r\n").found())
        .isEqualTo("http a.example");
  }

  @Test
  void connect_names_the_host_of_its_target() {
    assertThat(tcp("CONNECT a.example:443 HTTP/1.1\r\n\r\n").found()).isEqualTo("http a.example");
  }

  @Test
  void behind_connect_to_an_address_the_hello_names_the_host() {
    byte[] hello = Hello.of("b.example");
    tcp("CONNECT 192.0.2.1:443 HTTP/1.1\r\nHost: 192.0.2.1:443\r\n\r\n");
    assertThat(found()).isEqualTo("http 192.0.2.1");
    answer("HTTP/1.1 200 OK\r\n\r\n").tcp(Arrays.copyOf(hello, hello.length - 4));
    tcp(Arrays.copyOfRange(hello, hello.length - 4, hello.length));
    assertThat(known).isEqualTo(new Identification("http", "b.example", true));
  }

  @Test
  void behind_connect_to_an_address_a_request_names_the_host() {
    tcp("CONNECT [2001:db8::1]:80 HTTP/1.1\r\n\r\n");
    assertThat(tcp("GET / HTTP/1.1\r\nHost: c.example\r\n\r\n").found())
        .isEqualTo("http c.example");
  }

  @Test
  void socks_names_the_destination_that_is_asked_for() {
    tcp("\5\2\0\2").answer("\5\0");
    assertThat(found()).isEqualTo("socks ");
    assertThat(tcp("\5\1\0\3\11a.example\1\273").found()).isEqualTo("socks a.example");
  }

  @Test
  void behind_socks_to_an_address_the_host_is_named_inside() {
    tcp("\5\1\0").answer("\5\0").tcp("\5\1\0\1\300\0\2\1\0\120").answer("\5\0\0\1");
    assertThat(tcp("GET / HTTP/1.1\r\nHost: d.example\r\n\r\n").found())
        .isEqualTo("socks d.example");
  }

  @Test
  void socks_4_names_hosts_too() {
    assertThat(tcp("\4\1\0\120\0\0\0\1me\0a.example\0").found()).isEqualTo("socks a.example");
    assertThat(new NamesTest().tcp("\4\1\0\120\12\0\0\1\0").found()).isEqualTo("socks ");
  }

  @Test
  void http_2_without_tls_names_the_authority() {
    String settings = "\0\0\0\4\0\0\0\0\0";
    String block = "\202\204\206\101\017www.example.com";
    String headers = "\0\0" + (char) block.length() + "\1\4\0\0\0\1" + block;
    tcp(Http2Headers.PREFACE).tcp(settings);
    assertThat(found()).isEqualTo("http ");
    assertThat(tcp(headers).found()).isEqualTo("http www.example.com");
  }

  /** RFC 7541, appendix C.4.1. */
  @Test
  void the_authority_may_be_huffman_coded() {
    String block = "\202\206\204\101\214\361\343\302\345\362\072\153\240\253\220\364\377";
    String headers = "\0\0" + (char) block.length() + "\1\4\0\0\0\1" + block;
    assertThat(tcp(Initials.joined(Http2Headers.PREFACE, Frames.text(headers))).found())
        .isEqualTo("http www.example.com");
  }

  @Test
  void names_of_dns_may_have_any_bytes() {
    String query = "\1\2\1\0\0\1\0\0\0\0\0\0\6a.B\\\0\377\4x+/=\4test\0\0\20\0\1";
    assertThat(on(53).udp(query).found()).isEqualTo("dns a\\.b\\\\\\000\\255.x+/=.test");
  }

  @Test
  void the_length_of_a_dns_message_may_come_alone() {
    String query = "\1\2\1\0\0\1\0\0\0\0\0\0\1a\4test\0\0\1\0\1";
    on(53).tcp("\0" + (char) query.length());
    assertThat(found()).isEqualTo("dns ");
    assertThat(tcp(query).found()).isEqualTo("dns a.test");
  }

  @Test
  void mdns_names_the_first_question_or_answer() {
    String name = "\5_http\4_tcp\5local\0";
    String header = "\0\0\0\0\0\2\0\0\0\0\0\0";
    assertThat(on(5353).udp(header + name + "\0\14\0\1" + name + "\0\14\0\1").found())
        .isEqualTo("mdns _http._tcp.local");
    String answer = "\0\0\204\0\0\0\0\1\0\0\0\0" + name + "\0\14\0\1\0\0\0\1\0\0";
    assertThat(new NamesTest().on(5353).udp(answer).found()).isEqualTo("mdns _http._tcp.local");
  }

  @Test
  void llmnr_names_the_question() {
    String query = "\1\2\0\0\0\1\0\0\0\0\0\0\4wpad\0\0\1\0\1";
    assertThat(on(5355).udp(query).found()).isEqualTo("llmnr wpad");
  }

  @Test
  void netbios_names_are_decoded() {
    String name = " " + encoded("FILESRV        ", 0x20) + "\0";
    String query = "\1\2\1\20\0\1\0\0\0\0\0\0" + name + "\0\40\0\1";
    assertThat(on(137).udp(query).found()).isEqualTo("netbios-ns filesrv");
    String any = " " + encoded("*\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0) + "\0";
    String status = "\1\2\0\20\0\1\0\0\0\0\0\0" + any + "\0\41\0\1";
    assertThat(new NamesTest().on(137).udp(status).found()).isEqualTo("netbios-ns *");
    String datagram = "\21\2\1\2\12\0\0\1\0\212\0\100\0\0" + name + name;
    assertThat(new NamesTest().on(138).udp(datagram).found()).isEqualTo("netbios-dgm filesrv");
  }

  private static String encoded(String name, int kind) {
    StringBuilder letters = new StringBuilder();
    (name + (char) kind)
        .chars()
        .forEach(c -> letters.append((char) ('A' + (c >> 4))).append((char) ('A' + (c & 15))));
    return letters.toString();
  }

  @Test
  void dns_on_other_ports_is_known_by_a_message_that_is_right_in_all_its_parts() {
    String query = "\1\2\1\0\0\1\0\0\0\0\0\1\1a\4test\0\0\20\0\1\0\0\51\2\0\0\0\0\0\0\0";
    assertThat(on(443).udp(query).found()).isEqualTo("dns a.test");
    String otherClass = query.replace("\0\20\0\1", "\0\20\1\1");
    assertThat(new NamesTest().on(5000).udp(otherClass).found()).isEqualTo("nothing");
    String answers = "\1\2\201\200\0\1\0\1\0\0\0\0\1a\4test\0\0\20\0\1\300\14";
    assertThat(new NamesTest().on(5000).udp(answers).found()).isEqualTo("dns a.test");
  }

  @Test
  void dnscrypt_is_known_by_its_answers() {
    assertThat(on(443).udp("qaaaaaaaaaaa").udp("r6fnvWj8aaaaaaaa").found()).isEqualTo("dnscrypt ");
  }

  @Test
  void what_cannot_be_quic_is_not_called_so() {
    on(443).udp("\1\2\3\4");
    assertThat(known).isEqualTo(Identification.CONTRADICTED);
    NamesTest unknownVersion = new NamesTest().on(443).udp("\300\1\2\3\4\5\6\7\10");
    assertThat(unknownVersion.known).isEqualTo(Identification.CONTRADICTED);
    assertThat(new NamesTest().on(443).udp("\100\2\3\4").found()).isEqualTo("nothing");
    assertThat(new NamesTest().on(443).udp("\200\0\0\0\0\1\1\1\1").found()).isEqualTo("nothing");
  }

  @Test
  void what_begins_as_no_tls_is_not_called_so_and_what_was_begun_before_may_be() {
    on(443).tcp("hello");
    assertThat(known).isEqualTo(Identification.CONTRADICTED);
    NamesTest middle = new NamesTest().on(443);
    middle.first = false;
    assertThat(middle.tcp("hello").found()).isEqualTo("nothing");
  }

  @Test
  void what_was_contradicted_may_still_be_recognised() {
    on(22).answer("hello");
    assertThat(known).isEqualTo(Identification.CONTRADICTED);
    assertThat(tcp("SSH-2.0-x\r\n").found()).isEqualTo("ssh ");
  }
}
