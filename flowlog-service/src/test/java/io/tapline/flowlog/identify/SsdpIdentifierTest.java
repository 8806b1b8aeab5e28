package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class SsdpIdentifierTest {
  static final byte[] SEARCH =
      Frames.text(
          lines(
              "M-SEARCH * HTTP/1.1",
              "HOST: 239.255.255.250:1900",
              "MAN: \"ssdp:discover\"",
              "MX: 2",
              "ST: ssdp:all"));
  static final byte[] NOTIFICATION =
      Frames.text(
          lines(
              "NOTIFY * HTTP/1.1",
              "Host: 239.255.255.250:1900",
              "NT: upnp:rootdevice",
              "NTS: ssdp:alive",
              "USN: uuid:1::upnp:rootdevice"));
  static final byte[] ANSWER =
      Frames.text(
          lines(
              "HTTP/1.1 200 OK",
              "CACHE-CONTROL: max-age=1800",
              "EXT:",
              "ST: upnp:rootdevice",
              "USN: uuid:1::upnp:rootdevice"));

  /** A message that ends with its headers. */
  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  @Test
  void searches_notifications_and_answers_are_named() {
    assertThat(overUdp(1900, SEARCH)).isEqualTo("ssdp");
    assertThat(overUdp(NOTIFICATION)).isEqualTo("ssdp");
    assertThat(overUdp(ANSWER)).isEqualTo("ssdp");
  }

  @Test
  void other_messages_in_the_form_of_http_are_not_named() {
    assertThat(overUdp(Frames.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")))
        .isEqualTo(NOTHING);
    assertThat(overUdp(Frames.text("NOTIFY * HTTP/1.1\r\nNTS: upnp:propchange\r\n\r\n")))
        .isEqualTo(NOTHING);
    assertThat(overUdp(Frames.text("NOTIFY sip:a@b.example SIP/2.0\r\n"))).isEqualTo("sip");
    assertThat(overTcp(SEARCH)).isEqualTo("http");
  }

  @Test
  void cut_off_messages_are_not_named() {
    assertThat(overUdp(cut(SEARCH, 20))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(NOTIFICATION, 70))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(ANSWER, 70))).isEqualTo(NOTHING);
  }
}
