package io.tapline.eventstore.notify.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.channel.ChannelKind;
import io.tapline.eventstore.notify.channel.MailFields;
import io.tapline.eventstore.notify.channel.Secret;
import io.tapline.eventstore.notify.channel.Target;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.testing.TestSmtpServer;
import io.vertx.core.Vertx;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Real targets on loopback. */
class SendersTest {
  private static final String KEY = "a key of 22 characters";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final Vertx VERTX = Vertx.vertx();
  private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();
  private static final SyslogMetrics METRICS = new SyslogMetrics(REGISTRY);

  private static final Notice NOTICE =
      new Notice(
          "ops:1",
          "ops",
          List.of(),
          "[high, new] A scan",
          "What: A scan\n.a line with a dot\n",
          List.of(
              new Notice.Attachment("a.csv", "text/csv", "a,b\n".getBytes(StandardCharsets.UTF_8))),
          new AboutEvent(
              "id-1",
              "NEW",
              "scan+++192.0.2.1",
              "New: \"quoted\" ]",
              "HIGH",
              "http://console/?a=b"));

  private static final Outgoing OUTGOING = new Outgoing(NOTICE, "{\"ID\": \"id-1\"}", NOW);

  @AfterAll
  static void stop() {
    var _ = VERTX.close();
  }

  private static Channel channel(
      ChannelKind kind, String target, Secret secret, boolean plaintext) {
    return channel(kind, target, secret, plaintext, "");
  }

  private static Channel channel(
      ChannelKind kind, String target, Secret secret, boolean plaintext, String certificates) {
    MailFields mail =
        kind == ChannelKind.MAIL
            ? new MailFields(
                "tapline@example.org", List.of("ops@example.org", "gone@example.org"), "")
            : MailFields.NONE;
    return new Channel(
        "ops",
        new Channel.Route(kind, Target.parse(kind, target), mail, secret, certificates, plaintext),
        new Channel.Filter(new byte[0], Severity.UNSPECIFIED, Set.of(Outcome.NEW)),
        new Channel.Pace(null, Duration.ZERO),
        "",
        false);
  }

  private static String send(Channel channel) {
    return send(channel, OUTGOING);
  }

  private static String send(Channel channel, Outgoing message) {
    Senders senders = new Senders(VERTX, Duration.ofSeconds(20), "this.host", METRICS);
    try (Sender sender = senders.open(channel)) {
      return sender.send(message);
    }
  }

  @Test
  void a_mail_has_the_text_the_attachment_and_the_same_message_id_at_every_attempt()
      throws Exception {
    try (TestSmtpServer server = new TestSmtpServer()) {
      Channel mail =
          channel(ChannelKind.MAIL, "smtp://127.0.0.1:" + server.port(), Secret.NONE, false);
      assertThat(send(mail)).isEmpty();
      assertThat(send(mail)).isEmpty();
      TestSmtpServer.Mail first = server.mails().getFirst();
      assertThat(first.from()).isEqualTo("tapline@example.org");
      assertThat(first.to()).containsExactly("ops@example.org", "gone@example.org");
      assertThat(first.text())
          .contains("Subject: [high, new] A scan", "a.csv", "\n.a line with a dot");
      assertThat(server.mails()).extracting(SendersTest::messageId).hasSize(2);
      assertThat(messageId(server.mails().getLast()))
          .isEqualTo(messageId(first))
          .endsWith("@example.org>");
    }
  }

  private static String messageId(TestSmtpServer.Mail mail) {
    return mail.text()
        .lines()
        .filter(line -> line.startsWith("Message-ID:"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_recipient_that_is_refused_is_named_and_the_others_get_the_mail() throws Exception {
    try (TestSmtpServer server = new TestSmtpServer()) {
      server.answer(line -> line.contains("gone@") ? "550 no such user" : "");
      assertThat(
              send(
                  channel(
                      ChannelKind.MAIL, "smtp://127.0.0.1:" + server.port(), Secret.NONE, false)))
          .isEqualTo("refused for gone@example.org");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void a_mail_that_is_refused_for_good_is_told_from_one_that_may_pass_later() throws Exception {
    try (TestSmtpServer server = new TestSmtpServer()) {
      Channel mail =
          channel(ChannelKind.MAIL, "smtp://127.0.0.1:" + server.port(), Secret.NONE, false);
      server.answer(line -> line.startsWith("MAIL") ? "451 try later" : "");
      assertFails(mail, false);
      server.answer(line -> line.startsWith("MAIL") ? "550 never" : "");
      assertFails(mail, true);
    }
  }

  @Test
  void mail_beyond_this_machine_is_not_sent_without_starttls() throws Exception {
    try (TestSmtpServer server = new TestSmtpServer()) {
      Channel local =
          channel(ChannelKind.MAIL, "smtp://127.0.0.1:" + server.port(), Secret.NONE, false);
      assertThat(local.route().mayBePlaintext()).isTrue();
      Channel far = channel(ChannelKind.MAIL, "smtp://mail.example.org:25", Secret.NONE, false);
      assertThat(far.route().mayBePlaintext()).isFalse();
      // reaches this machine, and is no loopback address
      Channel named =
          channel(ChannelKind.MAIL, "smtp://0.0.0.0:" + server.port(), Secret.NONE, false);
      assertFails(named, false);
      assertThat(server.mails()).isEmpty();
    }
  }

  private static void assertFails(Channel channel, boolean permanent) {
    assertThatThrownBy(() -> send(channel))
        .isInstanceOfSatisfying(
            DeliveryFailure.class,
            failure ->
                assertThat(failure.isPermanent()).as(failure.getMessage()).isEqualTo(permanent));
  }

  @Test
  void a_webhook_is_signed_and_has_event_decision_and_attachment() throws Exception {
    AtomicReference<byte[]> body = new AtomicReference<>();
    AtomicReference<List<String>> headers = new AtomicReference<>();
    HttpServer server = http();
    server.createContext(
        "/in",
        exchange -> {
          body.set(exchange.getRequestBody().readAllBytes());
          headers.set(
              List.of(
                  exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                  exchange.getRequestHeaders().getFirst("X-Tapline-Timestamp"),
                  exchange.getRequestHeaders().getFirst("X-Tapline-Signature")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    send(webhook(server));
    server.stop(0);

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update((NOW.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
    String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.get()));
    assertThat(headers.get())
        .containsExactly("ops:1", Long.toString(NOW.getEpochSecond()), signature);
    JsonNode json = new ObjectMapper().readTree(body.get());
    assertThat(json.at("/event/idea/ID").asText()).isEqualTo("id-1");
    assertThat(json.at("/event/decision/outcome").asText()).isEqualTo("new");
    assertThat(json.at("/attachments/0/content").binaryValue())
        .isEqualTo("a,b\n".getBytes(StandardCharsets.UTF_8));
  }

  private static HttpServer http() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static Channel webhook(HttpServer server) {
    String url = "http://127.0.0.1:%d/in".formatted(server.getAddress().getPort());
    return channel(ChannelKind.WEBHOOK, url, new Secret(KEY), false);
  }

  @Test
  void a_status_of_a_webhook_says_whether_another_attempt_makes_sense() throws Exception {
    AtomicInteger status = new AtomicInteger(503);
    HttpServer server = http();
    server.createContext(
        "/in",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    for (int later : new int[] {503, 401, 404, 429, 302}) {
      status.set(later);
      assertFails(webhook(server), false);
    }
    status.set(422);
    assertFails(webhook(server), true);
    server.stop(0);
  }

  @Test
  void syslog_by_udp_is_one_message_of_rfc_5424() throws Exception {
    try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      receiver.setSoTimeout(20_000);
      String target = "udp://127.0.0.1:" + receiver.getLocalPort();
      assertFails(channel(ChannelKind.SYSLOG, target, Secret.NONE, false), false);
      send(channel(ChannelKind.SYSLOG, target, Secret.NONE, true));
      DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
      receiver.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
          .isEqualTo(
              "<131>1 2026-03-01T10:00:00.123456Z this.host tapline - event"
                  + " [tapline@32473 key=\"ops:1\" event=\"id-1\" outcome=\"NEW\""
                  + " decision_key=\"scan+++192.0.2.1\" link=\"http://console/?a=b\"]"
                  + " \uFEFF[high, new] A scan");
    }
  }

  @Test
  void what_does_not_fit_into_a_datagram_of_syslog_is_counted() throws Exception {
    try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      receiver.setSoTimeout(20_000);
      String target = "udp://127.0.0.1:" + receiver.getLocalPort();
      Notice notice =
          new Notice(
              "ops:2",
              "ops",
              List.of(),
              "\u0159".repeat(Notice.MAX_SUBJECT),
              "",
              List.of(),
              new AboutEvent("i".repeat(2_000), "NEW", "key", "", "HIGH", ""));
      send(channel(ChannelKind.SYSLOG, target, Secret.NONE, true), new Outgoing(notice, null, NOW));
      DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
      receiver.receive(packet);
      assertThat(packet.getLength()).isLessThanOrEqualTo(SyslogSender.MAX_DATAGRAM);
      assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
          .startsWith(
              "<131>1 2026-03-01T10:00:00.123456Z this.host tapline - event - \uFEFF\u0159");
      assertThat(shortened("data")).isEqualTo(1);
      assertThat(shortened("text")).isZero();
    }
  }

  private static double shortened(String part) {
    return REGISTRY.counter("tapline.eventstore.notices.syslog.shortened", "part", part).count();
  }

  @Test
  void syslog_by_tls_is_counted_in_octets_and_the_server_is_verified() throws Exception {
    try (TlsServer server = TlsServer.start()) {
      String target = "tls://localhost:" + server.port();
      assertFails(channel(ChannelKind.SYSLOG, target, Secret.NONE, false), false);
      send(channel(ChannelKind.SYSLOG, target, Secret.NONE, false, server.certificate()));
      String received = server.received();
      int space = received.indexOf(' ');
      String message = received.substring(space + 1);
      assertThat(received.substring(0, space))
          .isEqualTo(Integer.toString(message.getBytes(StandardCharsets.UTF_8).length));
      assertThat(message).startsWith("<131>1 ").endsWith("A scan");
      String other = "tls://127.0.0.1:" + server.port();
      assertFails(
          channel(ChannelKind.SYSLOG, other, Secret.NONE, false, server.certificate()), false);
    }
  }

  @Test
  void a_receiver_of_syslog_that_stops_reading_is_given_up() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Channel to =
          channel(ChannelKind.SYSLOG, "tcp://127.0.0.1:" + deaf.getLocalPort(), Secret.NONE, true);
      Duration timeout = Duration.ofMillis(200);
      SyslogText text = new SyslogText("this.host");
      try (Sender sender = new SyslogSender(to.route(), timeout, text, METRICS)) {
        assertThatThrownBy(() -> sendForEver(sender))
            .isInstanceOfSatisfying(
                DeliveryFailure.class, failure -> assertThat(failure.isPermanent()).isFalse());
      }
    }
  }

  private static void sendForEver(Sender sender) {
    for (int i = 0; i < 1_000_000; i++) {
      var _ = sender.send(OUTGOING);
    }
  }

  @Test
  void a_secret_is_in_no_text() {
    Channel hook = channel(ChannelKind.WEBHOOK, "https://example.org/in", new Secret(KEY), false);
    assertThat(hook.toString()).doesNotContain(KEY);
  }
}
