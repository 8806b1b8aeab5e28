package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.cli.TaplineCli;
import io.tapline.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a certificate of {@code tapline certs}. */
class TlsIT {
  @TempDir Path directory;
  private Path data;

  @BeforeEach
  void make() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    certs("init", directory.toString());
    certs("issue", directory.toString(), "server", "--dns", "localhost", "--ip", "127.0.0.1");
    certs("issue", directory.toString(), "alice");
  }

  private static void certs(String... arguments) {
    String[] all = Stream.concat(Stream.of("certs"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(TaplineCli.commandLine().execute(all)).isZero();
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(directory.resolve("ca.pem"))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private TaplineProcess start(String... more) throws Exception {
    Stream<String> tls =
        Stream.of("--tls-cert", file("server.pem"), "--tls-key", file("server.key"));
    return TaplineProcess.startWithTls(
        data, trusting(), Stream.concat(tls, Stream.of(more)).toArray(String[]::new));
  }

  private static int status(HttpClient client, URI address)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve("api/status")).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int status(TaplineProcess tapline) throws IOException, InterruptedException {
    try (HttpClient client = tapline.client()) {
      return status(client, tapline.console());
    }
  }

  private Command ask(TaplineProcess tapline, String... options) {
    return Command.run(
        tapline,
        Stream.concat(
                Stream.of("report", "top-talkers", "--tls-ca", file("ca.pem")), Stream.of(options))
            .toArray(String[]::new));
  }

  /** What a port shows. */
  private Certificate shown(int port) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port)) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** It is ready when report reaches flowlog, that is, when the process reaches itself by TLS. */
  @Test
  void both_ports_speak_tls_and_nothing_else() throws Exception {
    try (TaplineProcess tapline = start()) {
      assertThat(status(tapline)).isEqualTo(200);
      assertThat(ask(tapline).exit()).isBetween(0, 1);
      URI plain = URI.create(tapline.console().toString().replace("https:", "http:"));
      try (HttpClient client = HttpClient.newHttpClient()) {
        assertThatThrownBy(() -> status(client, plain)).isInstanceOf(IOException.class);
      }
      assertThat(tapline.log())
          .contains("https://127.0.0.1:")
          .doesNotContain("Nothing is encrypted");
    }
  }

  @Test
  void with_a_ca_of_clients_grpc_wants_a_certificate_and_the_console_does_not() throws Exception {
    try (TaplineProcess tapline = start("--tls-client-ca", file("ca.pem"))) {
      assertThat(status(tapline)).isEqualTo(200);
      Command without = ask(tapline);
      assertThat(without.exit()).isEqualTo(4);
      assertThat(without.err()).contains("--tls-cert FILE");
      Command with = ask(tapline, "--tls-cert", file("alice.pem"), "--tls-key", file("alice.key"));
      assertThat(with.exit()).as(with.err()).isBetween(0, 1);
    }
  }

  @Test
  @Tag("soak") // files are looked at every minute
  void a_renewed_certificate_is_shown_at_both_ports_without_a_restart() throws Exception {
    try (TaplineProcess tapline = start()) {
      List<Integer> ports =
          List.of(tapline.console().getPort(), URI.create(tapline.server()).getPort());
      Certificate before = shown(ports.getFirst());
      certs("renew", directory.toString(), "server");
      for (int port : ports) {
        var _ =
            Await.until(
                "the new certificate at " + port,
                Duration.ofMinutes(3),
                () -> shown(port),
                certificate -> !certificate.equals(before));
      }
      assertThat(status(tapline)).isEqualTo(200);
      assertThat(ask(tapline).exit()).isBetween(0, 1);
    }
  }

  @Test
  void a_key_of_another_certificate_ends_the_start_in_a_sentence() {
    assertThatThrownBy(
            () ->
                TaplineProcess.start(
                    data, "--tls-cert", file("server.pem"), "--tls-key", file("alice.key")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the key of the certificate in");
  }
}
