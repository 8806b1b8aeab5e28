package io.tapline.rpc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthReason;
import io.tapline.rpc.auth.AuthSettings;
import io.tapline.rpc.auth.Role;
import io.tapline.rpc.auth.RouteRoles;
import io.tapline.rpc.auth.Tokens;
import io.tapline.rpc.auth.Tokens.TurnedClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests over HTTP to a server all of whose routes answer. */
class HttpAuthTest {
  private static final String SECRET = "the log";

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final TurnedClock clock = new TurnedClock();
  private final List<AuthReason> refused = new CopyOnWriteArrayList<>();
  private final List<String> audited = new CopyOnWriteArrayList<>();
  private Tokens tokens;
  private int port;

  @BeforeEach
  void open() {
    tokens = new Tokens(directory);
  }

  @AfterEach
  void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The server has two of them, of which one does the work. */
  private void serve(AuthSettings settings) {
    Router router = Router.router(vertx);
    for (int i = 0; i < 2; i++) {
      router.route().handler(new HttpAuth(Auth.of(settings, refused::add, audited::add, clock)));
    }
    router.route().handler(context -> context.response().end(SECRET));
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
  }

  private HttpResponse<String> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody());
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(String method, String path, Credential as)
      throws IOException, InterruptedException {
    return ask(method, path, as.name(), as.value());
  }

  private record Credential(String name, String value) {
    static Credential bearer(String token) {
      return new Credential("Authorization", "Bearer " + token);
    }

    static Credential cookie(String token) {
      return new Credential("Cookie", "tapline_token=" + token);
    }
  }

  private static void assertProblem(HttpResponse<String> response, AuthReason reason) {
    assertThat(response.statusCode()).isEqualTo(reason.code().httpStatus());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = new JsonObject(response.body());
    assertThat(problem.getString("reason")).isEqualTo(reason.name());
    assertThat(problem.getString("domain")).isEqualTo("auth.tapline");
  }

  private static String path(RouteRoles.Route route) {
    return route.path().replace("*", "/x").replaceAll("\\{\\w+}", "x");
  }

  @Test
  void every_route_is_closed_to_nobody_unless_it_is_open() throws Exception {
    tokens.create("alice", Role.VIEWER);
    serve(tokens.required());
    for (RouteRoles.Route route : RouteRoles.CONSOLE.all()) {
      HttpResponse<String> answer = ask(route.method(), path(route));
      if (!route.isOpen()) {
        assertProblem(answer, AuthReason.TOKEN_MISSING);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      } else if (!route.path().startsWith("/api/")) {
        assertThat(answer.body()).isEqualTo(SECRET);
      }
    }
  }

  @Test
  void every_route_answers_each_role_from_the_one_it_needs() throws Exception {
    serve(tokens.required());
    for (Role role : Role.values()) {
      String token = tokens.create(role.word(), role);
      clock.pass(Duration.ofSeconds(1));
      for (RouteRoles.Route route : RouteRoles.CONSOLE.all()) {
        if (!route.isOpen()) {
          HttpResponse<String> answer = ask(route.method(), path(route), Credential.bearer(token));
          assertThat(answer.statusCode() == 200)
              .isEqualTo(role.includes(Objects.requireNonNull(route.needed())));
        }
      }
    }
  }

  @Test
  void what_the_table_does_not_name_is_refused_to_everybody() throws Exception {
    String token = tokens.create("root", Role.ADMIN);
    serve(tokens.required());
    for (String path : List.of("/q/dev", "/api", "/api/status/", "/api/events/a/b", "/consolex")) {
      assertProblem(ask("GET", path), AuthReason.TOKEN_MISSING);
      assertProblem(ask("GET", path, Credential.bearer(token)), AuthReason.NOT_LISTED);
    }
    assertProblem(ask("DELETE", "/api/status", Credential.bearer(token)), AuthReason.NOT_LISTED);
  }

  @Test
  void a_path_cannot_hide_behind_an_open_one() throws Exception {
    tokens.create("alice", Role.VIEWER);
    serve(tokens.required());
    for (String path : List.of("/console/%2e%2e/api/status", "/console/%2E%2E/q/metrics")) {
      assertProblem(ask("GET", path), AuthReason.TOKEN_MISSING);
    }
  }

  @Test
  void expired_forged_and_revoked_tokens_are_refused_as_header_and_as_cookie() throws Exception {
    String expiring = tokens.create("a", Role.VIEWER, clock.instant().plusSeconds(10));
    String revoked = tokens.create("b", Role.VIEWER);
    serve(tokens.required());
    assertThat(ask("GET", "/api/status", Credential.cookie(expiring)).statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/api/status", Credential.bearer(revoked)).statusCode()).isEqualTo(200);
    tokens.revoke("b");
    clock.pass(Duration.ofSeconds(10));
    String forged = revoked.substring(0, revoked.length() - 1) + "_";
    for (String token : List.of(forged, revoked)) {
      assertProblem(ask("GET", "/api/status", Credential.bearer(token)), AuthReason.TOKEN_UNKNOWN);
      assertProblem(ask("GET", "/api/status", Credential.cookie(token)), AuthReason.TOKEN_UNKNOWN);
    }
    assertProblem(ask("GET", "/api/status", Credential.cookie(expiring)), AuthReason.TOKEN_EXPIRED);
    assertThat(refused).hasSize(5);
  }

  @Test
  void a_browser_logs_in_stays_so_and_logs_out() throws Exception {
    String token = tokens.create("alice", Role.ANALYST);
    serve(tokens.required());
    assertProblem(ask("GET", "/api/session"), AuthReason.TOKEN_MISSING);
    HttpResponse<String> login = ask("POST", "/api/login", Credential.bearer(token));
    assertThat(login.statusCode()).isEqualTo(200);
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("tapline_token=" + token)
        .contains("HTTPOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure", "Max-Age");
    HttpResponse<String> session = ask("GET", "/api/session", Credential.cookie(token));
    assertThat(new JsonObject(session.body()))
        .isEqualTo(
            new JsonObject(Map.of("authentication", true, "name", "alice", "role", "analyst")));
    assertThat(ask("POST", "/api/logout").headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("tapline_token=;")
        .contains("Max-Age=0");
  }

  @Test
  void a_cookie_behind_tls_stays_behind_tls() throws Exception {
    String token = tokens.create("alice", Role.VIEWER);
    serve(tokens.required());
    HttpResponse<String> login =
        ask("POST", "/api/login", "Authorization", "Bearer " + token, "X-Forwarded-Proto", "https");
    assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
  }

  @Test
  void failed_logins_are_throttled() throws Exception {
    String token = tokens.create("alice", Role.VIEWER);
    serve(tokens.required());
    for (int i = 0; i < 5; i++) {
      assertProblem(
          ask("POST", "/api/login", Credential.bearer("guess" + i)), AuthReason.TOKEN_UNKNOWN);
    }
    assertProblem(ask("POST", "/api/login", Credential.bearer(token)), AuthReason.LOGIN_LIMIT);
    clock.pass(Duration.ofMinutes(1));
    assertThat(ask("POST", "/api/login", Credential.bearer(token)).statusCode()).isEqualTo(200);
  }

  @Test
  void without_tokens_everything_is_answered_as_before() throws Exception {
    serve(AuthSettings.OFF);
    assertThat(ask("GET", "/api/status").body()).isEqualTo(SECRET);
    assertThat(ask("GET", "/what/ever").body()).isEqualTo(SECRET);
    assertThat(new JsonObject(ask("GET", "/api/session").body()).getBoolean("authentication"))
        .isFalse();
    assertThat(audited).isEmpty();
  }

  @Test
  void requests_are_audited_once_with_what_was_asked() throws Exception {
    String token = tokens.create("alice", Role.VIEWER);
    serve(tokens.required());
    ask("GET", "/api/connections?filter=service%3Ddns", Credential.bearer(token));
    ask("GET", "/api/connections");
    ask("GET", "/console/main.js");
    while (audited.size() < 2) {
      Thread.sleep(1);
    }
    assertThat(audited).hasSize(2);
    assertThat(audited.get(0))
        .contains("\"principal\":\"alice\"", "GET /api/connections", "\"code\":\"200\"")
        .contains("\"query\":\"filter=service%3Ddns\"")
        .doesNotContain(token);
    assertThat(audited.get(1)).contains("\"principal\":null", "\"code\":\"401\"", "TOKEN_MISSING");
  }

  @Test
  void a_name_that_is_not_this_machines_is_refused_with_and_without_tokens() throws Exception {
    serve(new AuthSettings(null, false, false, false, null, null, Set.of("tapline.example.org")));
    assertThat(statusOf("rebound.example.net")).isEqualTo(403);
    assertThat(statusOf("rebound.example.net:8080")).isEqualTo(403);
    assertThat(refused).containsExactly(AuthReason.HOST_NOT_ALLOWED, AuthReason.HOST_NOT_ALLOWED);
    for (String host :
        List.of("localhost:80", "LOCALHOST", "127.0.0.1", "[::1]:8080", "10.1.2.3")) {
      assertThat(statusOf(host)).as(host).isEqualTo(200);
    }
    assertThat(statusOf("tapline.example.org")).isEqualTo(200);
  }

  /** Java's client writes the Host header itself. */
  private int statusOf(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String request =
          "GET /api/status HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
