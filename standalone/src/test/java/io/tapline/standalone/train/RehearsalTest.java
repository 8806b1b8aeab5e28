package io.tapline.standalone.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path temporary;
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer health;

  @BeforeEach
  void start() throws IOException {
    health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    health.createContext(
        "/ready",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
          status.set(200);
        });
    health.start();
  }

  @AfterEach
  void stop() {
    health.stop(0);
  }

  @Test
  void the_client_half_gets_the_servers_address_and_the_sample() throws Exception {
    Path said = temporary.resolve("said");
    Path copy = temporary.resolve("copy");
    String script = "echo \"$2 $3\" >'%s'; cp \"$4\" '%s'".formatted(said, copy);
    assertThat(rehearsal(List.of("sh", "-c", script, "train", "import"), LONG).run()).isTrue();
    assertThat(Files.readString(said)).isEqualTo("--server host:1\n");
    assertThat(copy).hasBinaryContent(sample());
  }

  @Test
  void it_waits_until_the_services_are_ready() throws Exception {
    status.set(503);
    assertThat(rehearsal(List.of("true"), LONG).run()).isTrue();
  }

  @Test
  void a_client_half_that_fails_fails_the_rehearsal() throws Exception {
    assertThat(rehearsal(List.of("false"), LONG).run()).isFalse();
  }

  @Test
  void a_client_half_that_hangs_is_ended() throws Exception {
    assertThat(rehearsal(List.of("sh", "-c", "exec sleep 600"), Duration.ofMillis(300)).run())
        .isFalse();
  }

  @Test
  void services_that_never_get_ready_end_it() throws Exception {
    int port = health.getAddress().getPort();
    health.stop(0);
    URI nobody = URI.create("http://127.0.0.1:" + port + "/ready");
    assertThat(new Rehearsal(nobody, "host:1", List.of("true"), Duration.ofMillis(300)).run())
        .isFalse();
  }

  private Rehearsal rehearsal(List<String> client, Duration limit) {
    URI ready = URI.create("http://127.0.0.1:" + health.getAddress().getPort() + "/ready");
    return new Rehearsal(ready, "host:1", client, limit);
  }

  private static byte[] sample() throws IOException {
    try (InputStream sample = RehearsalTest.class.getResourceAsStream("/demo/demo.pcapng")) {
      return Objects.requireNonNull(sample).readAllBytes();
    }
  }
}
