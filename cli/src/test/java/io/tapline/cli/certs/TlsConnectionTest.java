package io.tapline.cli.certs;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.tapline.cli.CommandRun;
import io.tapline.cli.ExitCode;
import io.tapline.cli.FakeLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command and a server that speak TLS, or not, with files of {@code tapline certs}. */
class TlsConnectionTest {
  private static final Names LOCALHOST = new Names(List.of("localhost"), List.of("127.0.0.1"));

  @TempDir static Path directory;
  private static Authority authority;
  private static Authority foreign;

  private final CommandRun cli = new CommandRun();
  private @Nullable Server server;

  @BeforeAll
  static void make() throws IOException {
    authority = new Authority(directory.resolve("ours"));
    foreign = new Authority(directory.resolve("foreign"));
    var _ = authority.init("ours", 60);
    var _ = foreign.init("foreign", 60);
    var _ = authority.issue("server", LOCALHOST, 30);
    var _ = authority.issue("alice", new Names(List.of("alice"), List.of()), 30);
    var _ = authority.issue("elsewhere", new Names(List.of("elsewhere.example"), List.of()), 30);
    var _ = authority.certify("expired", LOCALHOST, 1, "-3d");
    var _ = foreign.issue("mallory", new Names(List.of("mallory"), List.of()), 30);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) {
      server.shutdownNow().awaitTermination();
    }
  }

  private static NettyServerBuilder builder() {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(new FakeLog());
  }

  private void serve(String name, ClientAuth clients) throws IOException {
    SslContextBuilder tls =
        GrpcSslContexts.forServer(
                authority.certificate(name).toFile(), authority.key(name).toFile())
            .trustManager(authority.certificate("ca").toFile())
            .clientAuth(clients);
    server = builder().sslContext(tls.build()).build().start();
  }

  private int search(String scheme, String... options) {
    List<String> words = new ArrayList<>(List.of("search", "--server"));
    words.add(scheme + "localhost:" + Objects.requireNonNull(server, "it serves").getPort());
    words.addAll(List.of(options));
    return cli.run(words.toArray(String[]::new));
  }

  private static String ca(Authority of) {
    return of.certificate("ca").toString();
  }

  private void assertUnreachable(int exit, String sentence) {
    assertThat(exit).as(cli::err).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.err()).contains(sentence).hasLineCount(1);
  }

  @Test
  void with_the_right_ca_it_is_answered() throws IOException {
    serve("server", ClientAuth.NONE);
    assertThat(search("https://", "--tls-ca", ca(authority))).as(cli::err).isZero();
    assertThat(search("", "--tls-ca", ca(authority))).as(cli::err).isZero();
  }

  @Test
  void an_unknown_ca_is_named_as_the_reason_with_the_option_to_give() throws IOException {
    serve("server", ClientAuth.NONE);
    assertUnreachable(search("https://", "--tls-ca", ca(foreign)), "--tls-ca FILE");
    cli.clear();
    assertUnreachable(search("", "--tls"), "is of no CA that is trusted here");
  }

  @Test
  void a_certificate_for_another_name_is_named_as_the_reason() throws IOException {
    serve("elsewhere", ClientAuth.NONE);
    assertUnreachable(search("https://", "--tls-ca", ca(authority)), "is not for this name");
  }

  @Test
  void an_expired_certificate_is_named_as_the_reason() throws IOException {
    serve("expired", ClientAuth.NONE);
    assertUnreachable(search("https://", "--tls-ca", ca(authority)), "has expired");
  }

  @Test
  void plain_text_to_a_port_with_tls_says_to_write_https() throws IOException {
    serve("server", ClientAuth.NONE);
    assertUnreachable(search(""), "write --server https://HOST:PORT");
    cli.clear();
    assertUnreachable(
        search("http://", "--tls-ca", ca(authority)), "write --server https://HOST:PORT");
  }

  @Test
  void an_alert_in_answer_to_plain_text_says_the_same() throws Exception {
    byte[] alert = {0x15, 3, 3, 0, 2, 2, 0x28};
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answer = Thread.ofVirtual().start(() -> send(other, alert));
      int exit = cli.run("search", "--server", "localhost:" + other.getLocalPort());
      assertUnreachable(exit, "The server speaks TLS: write --server https://HOST:PORT");
      answer.join();
    }
  }

  /** To the first that connects; waits until that has closed. */
  private static void send(ServerSocket server, byte[] bytes) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write(bytes);
      client.shutdownOutput();
      var _ = client.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void tls_to_a_port_without_it_says_to_leave_it_out() throws IOException {
    server = builder().build().start();
    assertUnreachable(
        search("https://", "--tls-ca", ca(authority)), "does not speak TLS at this port");
    cli.clear();
    assertThat(search("http://", "--tls-ca", ca(authority))).as(cli::err).isZero();
  }

  @Test
  void a_server_that_wants_a_certificate_gets_one_by_two_options() throws IOException {
    serve("server", ClientAuth.REQUIRE);
    String trusted = ca(authority);
    assertUnreachable(search("", "--tls-ca", trusted), "--tls-cert FILE and --tls-key FILE");
    cli.clear();
    assertUnreachable(
        search(
            "",
            "--tls-ca",
            trusted,
            "--tls-cert",
            foreign.certificate("mallory").toString(),
            "--tls-key",
            foreign.key("mallory").toString()),
        "The server wants a certificate of a CA that it trusts");
    cli.clear();
    assertThat(
            search(
                "",
                "--tls-ca",
                trusted,
                "--tls-cert",
                authority.certificate("alice").toString(),
                "--tls-key",
                authority.key("alice").toString()))
        .as(cli::err)
        .isZero();
  }

  @Test
  void files_that_cannot_be_used_are_a_mistake_in_the_options() throws IOException {
    serve("server", ClientAuth.NONE);
    assertThat(search("", "--tls-ca", "nowhere.pem")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--tls-ca nowhere.pem cannot be read.");
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    assertThat(search("", "--tls-ca", empty.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(search("", "--tls-cert", ca(authority))).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--tls-key is missing");
  }
}
