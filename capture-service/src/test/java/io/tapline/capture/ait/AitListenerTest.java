package io.tapline.capture.ait;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.SensorParts;
import io.tapline.capture.batch.FrameSinks;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.source.OwnConnections;
import io.tapline.capture.source.Sources;
import io.tapline.capture.spool.SpoolLimits;
import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthSettings;
import io.tapline.rpc.auth.Role;
import io.tapline.rpc.auth.RouteRoles;
import io.tapline.rpc.auth.TokensFile;
import io.tapline.rpc.http.HttpGate;
import io.tapline.testing.Await;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of AIT's routes, over HTTP. */
class AitListenerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final FakeLog log = new FakeLog();
  private final CaptureCounters counters = new CaptureCounters();
  private final SourceNames names = new SourceNames();
  private final FrameSinks sinks = new FrameSinks();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private Handlers handlers;
  private Sources sources;
  private AitListener listener;
  private int servedPort;

  @BeforeEach
  void start() {
    handlers = SensorParts.handlers(directory, 4, names, sinks, counters);
    sources =
        new Sources(
            directory.resolve("spool"),
            directory.resolve("sources.json"),
            SensorParts.limits(1 << 16, new SpoolLimits(1 << 20, 1 << 24, 1 << 20)),
            new Sources.Surroundings(
                names,
                sinks,
                OwnConnections.NONE,
                feed -> SensorParts.deliverer(feed, log, counters),
                counters,
                Clock.systemUTC()));
    handlers.start();
    sources.start();
    listener = new AitListener(vertx, gate(AuthSettings.OFF), new AitRoutes(capturer()));
    servedPort = listener.start("127.0.0.1", 0);
  }

  @AfterEach
  void close() {
    listener.close();
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    sources.close();
    handlers.close();
    log.close();
  }

  @Test
  void it_is_served_to_this_machine_only() {
    try (AitListener other =
        new AitListener(vertx, gate(AuthSettings.OFF), new AitRoutes(capturer()))) {
      assertThatThrownBy(() -> other.start("0.0.0.0", 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not authenticated");
    }
  }

  @Test
  void where_there_are_tokens_nobody_is_answered_without_one() throws Exception {
    Path tokens = directory.resolve("tokens");
    String token =
        new TokensFile(tokens)
            .create("ops", Role.OPERATOR, Instant.now(), null, new SecureRandom());
    try (AitListener other =
        new AitListener(vertx, gate(AuthSettings.requiring(tokens)), new AitRoutes(capturer()))) {
      servedPort = other.start("127.0.0.1", 0);
      HttpRequest.Builder stats = HttpRequest.newBuilder(uri("/stats"));
      problem(send(stats.build()), 401, "needs a token");
      stats.header("Authorization", "Bearer " + token);
      assertThat(send(stats.build()).statusCode()).isEqualTo(200);
    }
  }

  /** The table of roles has exactly the routes that are served. */
  @Test
  void every_route_has_a_role() {
    AitRoutes routes = new AitRoutes(capturer());
    Set<String> served = new TreeSet<>();
    for (String path :
        List.of(
            "/", "/stats", "/{name}/start", "/{name}/stop", "/{name}/config", "/{name}/rotate")) {
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
        int status = routes.answer(method, path.replace("{name}", "none"), Map.of()).status();
        if (status != 404 && status != 405) {
          served.add(method + " " + path);
        }
      }
    }
    assertThat(RouteRoles.AIT.all())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactlyInAnyOrderElementsOf(served);
  }

  private static HttpGate gate(AuthSettings settings) {
    return new HttpGate(
        Auth.of(settings, _ -> {}, _ -> {}, InstantSource.system()), RouteRoles.AIT);
  }

  private AitCapturer capturer() {
    return new AitCapturer(sources, handlers);
  }

  @Test
  void a_handler_is_started_writes_bare_payloads_and_is_stopped() throws Exception {
    int port = freePort();
    String form =
        "loc=&port=%d&conn_type=udp&path=%%25Y&file_name_pattern=%%7Bname%%7D.pcap".formatted(port);
    assertThat(post("/test1/start", form).statusCode()).isEqualTo(200);
    assertThat(post("/test2/start", form).statusCode()).isEqualTo(200);
    send(port, "hello");
    String key = "['', " + port + "]";
    Await.until(() -> json("/stats").at("/" + key + "/0/reads").asInt() == 1);
    JsonNode statistics = json("/stats").get(key).get(0);
    assertThat(statistics.get("name").asText()).isEqualTo("test1");
    assertThat(statistics.get("data_read_length").asText()).isEqualTo("5 bytes");
    assertThat(statistics.get("approx_data_rate").asText()).endsWith(" bytes/second");
    JsonNode config = json("/test1/config").get(0);
    assertThat(json("/").get(key)).hasSize(2).contains(config);
    assertThat(config.get("conn_type").asText()).isEqualTo("udp");
    assertThat(config.get("address").toString()).isEqualTo("[\"\"," + port + "]");
    assertThat(config.get("handler").get("rotate_log").asBoolean()).isTrue();
    assertThat(config.get("handler").get("rotate_log_index").asText()).isEqualTo("day");
    Path file = directory.resolve("handlers").resolve(config.get("log_file_path").asText());
    assertThat(post("/test1/rotate", "").statusCode()).isEqualTo(200);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(24 + 16 + 5);
    assertThat(bytes[20] & 0xFF).isEqualTo(147);
    assertThat(new String(bytes, 40, 5, ISO_8859_1)).isEqualTo("hello");
    assertThat(delete("/test1/stop").statusCode()).isEqualTo(200);
    assertThat(sources.list()).hasSize(1);
    assertThat(delete("/test2/stop").statusCode()).isEqualTo(200);
    Await.until(() -> sources.list().isEmpty());
    assertThat(json("/")).isEmpty();
  }

  @Test
  void unknown_names_are_answered_as_by_the_original() throws Exception {
    assertThat(delete("/nobody/stop").statusCode()).isEqualTo(200);
    assertThat(post("/nobody/rotate", "").statusCode()).isEqualTo(200);
    assertThat(json("/nobody/config").toString()).isEqualTo("[]");
    assertThat(json("/stats").toString()).isEqualTo("{}");
  }

  @Test
  void what_the_original_answers_with_500_is_a_problem_of_the_request() throws Exception {
    int port = freePort();
    problem(post("/t/start", ""), 400, "conn_type");
    problem(post("/t/start", "conn_type=udp"), 400, "port");
    problem(post("/t/start", "conn_type=udp&port=x"), 400, "port");
    problem(post("/t/start", "conn_type=tcp&loc=&port=0"), 400, "port");
    problem(post("/t/start", "conn_type=tcp&loc=http://a&port=1"), 400, "host");
    problem(post("/t/start", "conn_type=smoke&port=1"), 400, "conn_type");
    problem(post("/t/start", udp(port) + "&rotate_log_index=fortnight"), 400, "rotate_log_index");
    problem(post("/t/start", udp(port) + "&rotate_log=perhaps"), 400, "rotate_log");
    problem(post("/t/start", udp(port) + "&colour=red"), 400, "colour");
    problem(post("/t/start", udp(port) + "&pre_write_transforms=eval"), 400, "transform");
    problem(post("/t/start", udp(port) + "&path=../../etc"), 400, "directory");
    problem(post("/t/start", udp(port) + "&log_dir_path=/etc"), 400, "directory");
    problem(post("/t/start", udp(port) + "&file_name_pattern=%7B__class__%7D"), 400, "brace");
    assertThat(handlers.list()).isEmpty();
    Await.until(() -> sources.list().isEmpty());
    problem(delete("/t/start"), 405, "POST");
    problem(post("/a/b/c", ""), 404, "/a/b/c");
  }

  @Test
  void a_name_is_given_once_and_fields_of_aits_own_program_do_no_harm() throws Exception {
    String form = udp(freePort()) + "&name=t&service_host=localhost&service_port=8080";
    assertThat(post("/t/start", form + "&rotate_log=False").statusCode()).isEqualTo(200);
    assertThat(json("/t/config").get(0).get("handler").get("rotate_log").asBoolean()).isFalse();
    problem(post("/t/start", form), 409, "already");
    assertThat(sources.list()).hasSize(1);
  }

  @Test
  void a_byte_stream_is_read_from_a_server_and_read_on_when_it_comes_back() throws Exception {
    try (ServerSocket server =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String address = "conn_type=tcp&loc=127.0.0.1&port=" + server.getLocalPort();
      assertThat(post("/t/start", address).statusCode()).isEqualTo(200);
      String reads = "/['127.0.0.1', " + server.getLocalPort() + "]/0/reads";
      for (int i = 1; i <= 2; i++) {
        try (Socket peer = server.accept()) {
          peer.getOutputStream().write(1);
        }
        int expected = i;
        Await.until(() -> json("/stats").at(reads).asInt() == expected);
      }
      assertThat(json("/t/config").get(0).get("conn_type").asText()).isEqualTo("tcp");
      assertThat(delete("/t/stop").statusCode()).isEqualTo(200);
      Await.until(() -> sources.list().isEmpty());
    }
  }

  @Test
  void everything_of_an_address_is_stopped_at_once() throws Exception {
    int port = freePort();
    post("/a/start", udp(port) + "&pre_write_transforms=identity_transform");
    post("/b/start", udp(port));
    assertThat(handlers.list()).hasSize(2);
    problem(delete("/?conn_type=udp&loc=&port=1"), 404, "captures");
    assertThat(delete("/?conn_type=udp&loc=&port=" + port).statusCode()).isEqualTo(200);
    assertThat(handlers.list()).isEmpty();
    Await.until(() -> sources.list().isEmpty());
  }

  @Test
  void a_page_that_a_browser_shows_is_not_answered() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/t/start"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "http://example.org")
            .POST(BodyPublishers.ofString(udp(freePort())))
            .build();
    problem(send(request), 403, "Origin");
    assertThat(handlers.list()).isEmpty();
  }

  private static String udp(int port) {
    return "conn_type=udp&loc=&port=" + port;
  }

  private static void problem(HttpResponse<String> answer, int status, String word)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains(word);
  }

  private JsonNode json(String path) {
    try {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(path)).GET().build());
      assertThat(answer.statusCode()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).DELETE().build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + servedPort + path);
  }

  private static void send(int port, String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
