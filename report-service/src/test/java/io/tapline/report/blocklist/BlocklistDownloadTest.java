package io.tapline.report.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocklistDownloadTest {
  private static final int PATIENCE_MILLIS = 30_000;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> tags = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private Instant now = Instant.parse("2026-03-02T10:00:00Z");
  private HttpServer server;
  private String list = "198.51.100.7\n";
  private Charset charset = StandardCharsets.UTF_8;
  private int status = 200;
  private boolean hangs;
  private volatile List<String> locations = List.of("/list");
  private final AtomicInteger redirections = new AtomicInteger();
  @TempDir Path directory;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/list", this::answer);
    server.createContext("/moved", this::redirect);
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    http.shutdownNow();
    executor.shutdownNow();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
    tags.add(tag == null ? "" : tag);
    String current = '"' + Integer.toHexString(list.hashCode()) + '"';
    exchange.getResponseHeaders().set("ETag", current);
    boolean known = current.equals(tag);
    byte[] body = known || status != 200 ? new byte[0] : list.getBytes(charset);
    exchange.sendResponseHeaders(
        known ? 304 : status, body.length == 0 ? -1 : body.length + (hangs ? 1 : 0));
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
    if (hangs) {
      awaitRelease();
    }
    exchange.close();
  }

  private void redirect(HttpExchange exchange) throws IOException {
    int number = Math.min(redirections.getAndIncrement(), locations.size() - 1);
    exchange.getResponseHeaders().set("Location", locations.get(number));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void awaitRelease() throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private BlocklistDownload download(Duration timeout) {
    return download(url("localhost", "list"), timeout, InetAddress::getAllByName);
  }

  private BlocklistDownload download(String url, Duration timeout, Redirects.Names names) {
    return BlocklistDownloads.download(
        url,
        directory,
        new BlocklistFiles.Limits(1_000, 100),
        new BlocklistDownload.Web(http, new Redirects(names), timeout));
  }

  private BlocklistDownload download() {
    return download(Duration.ofMillis(PATIENCE_MILLIS));
  }

  private String url(String host, String path) {
    return "http://%s:%d/%s".formatted(host, server.getAddress().getPort(), path);
  }

  /** A list that is redirected, from a server that is taken for one outside. */
  private BlocklistDownload moved() {
    return download(
        url("localhost", "moved"),
        Duration.ofMillis(PATIENCE_MILLIS),
        BlocklistDownloadTest::localhostOutside);
  }

  private static InetAddress[] localhostOutside(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host.equals("localhost") ? "198.51.100.1" : host);
  }

  private Blocklists inForce() {
    BlocklistFiles files =
        new BlocklistFiles(
            List.of(directory),
            new BlocklistFiles.Limits(1_000, 100),
            new BlocklistMetrics(registry));
    return files.current();
  }

  @Test
  void a_list_is_fetched_once_and_then_asked_by_its_tag_also_after_a_restart() throws Exception {
    assertThat(download().fetch()).isEqualTo(BlocklistDownload.Outcome.NEW);
    assertThat(download().fetch()).isEqualTo(BlocklistDownload.Outcome.UNCHANGED);
    assertThat(tags).hasSize(2).first().isEqualTo("");
    assertThat(tags.getLast()).isNotEmpty();
    assertThat(inForce().ofAddress("198.51.100.7")).isPresent();
    list = "198.51.100.8\n";
    assertThat(download().fetch()).isEqualTo(BlocklistDownload.Outcome.NEW);
    assertThat(inForce().ofAddress("198.51.100.7")).isEmpty();
  }

  @Test
  void an_answer_that_is_no_list_is_not_kept() throws Exception {
    download().fetch();
    list = "<html>\n<body>\nPlease log in at\nlogin.example\n</body>\n</html>\n";
    assertThatThrownBy(() -> download().fetch()).hasMessageContaining("is no list");
    list = "";
    assertThatThrownBy(() -> download().fetch()).hasMessageContaining("is no list");
    assertThat(inForce().ofAddress("198.51.100.7")).isPresent();
  }

  @Test
  void an_answer_that_could_not_be_read_again_is_not_kept() throws Exception {
    download().fetch();
    list = "# f\u00fcr\n198.51.100.8\n";
    charset = StandardCharsets.ISO_8859_1;
    assertThatThrownBy(() -> download().fetch()).hasMessageContaining("it is no text");
    assertThat(inForce().ofAddress("198.51.100.7")).isPresent();
  }

  @Test
  void a_tag_that_a_power_failure_left_asks_for_the_whole_list() throws Exception {
    download().fetch();
    try (Stream<Path> files = Files.list(directory)) {
      Path tag = files.filter(file -> file.toString().endsWith(".etag")).findFirst().orElseThrow();
      Files.write(tag, new byte[10]);
    }
    assertThat(download().fetch()).isEqualTo(BlocklistDownload.Outcome.NEW);
    assertThat(tags).containsExactly("", "");
  }

  @Test
  void an_answer_that_is_too_large_is_not_kept() throws Exception {
    download().fetch();
    list = "198.51.100.8\n".repeat(100);
    assertThatThrownBy(() -> download().fetch()).isInstanceOf(IOException.class);
    assertThat(inForce().ofAddress("198.51.100.7")).isPresent();
    assertThat(inForce().ofAddress("198.51.100.8")).isEmpty();
  }

  @Test
  void an_answer_that_does_not_end_is_given_up() throws Exception {
    download().fetch();
    list = "198.51.100.8\n";
    hangs = true;
    assertThatThrownBy(() -> download(Duration.ofSeconds(1)).fetch())
        .isInstanceOf(IOException.class);
    assertThat(inForce().ofAddress("198.51.100.7")).isPresent();
  }

  @Test
  void a_failure_is_counted_shown_and_tried_again_sooner() throws Exception {
    BlocklistDownloads downloads =
        new BlocklistDownloads(
            List.of(download()),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            () -> now,
            new BlocklistMetrics(registry));
    status = 503;
    downloads.fetchDue();
    assertThat(downloads.trouble()).endsWith("/list: the server answered with status 503");
    status = 200;
    now = now.plus(Duration.ofMinutes(4));
    downloads.fetchDue();
    assertThat(tags).hasSize(1);
    now = now.plus(Duration.ofMinutes(1));
    downloads.fetchDue();
    assertThat(downloads.trouble()).isEmpty();
    now = now.plus(Duration.ofMinutes(59));
    downloads.fetchDue();
    assertThat(tags).hasSize(2);
    assertThat(
            registry
                .get("tapline.report.blocklist.fetches")
                .tag("outcome", "failed")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void a_redirection_to_a_public_server_is_followed() throws Exception {
    assertThat(moved().fetch()).isEqualTo(BlocklistDownload.Outcome.NEW);
    assertThat(moved().fetch()).isEqualTo(BlocklistDownload.Outcome.UNCHANGED);
    assertThat(redirections).hasValue(2);
  }

  @Test
  void redirections_without_end_are_given_up() {
    locations = List.of("/moved");
    assertThatThrownBy(() -> moved().fetch())
        .isInstanceOf(RedirectRefused.class)
        .hasMessage("more than 5 redirections");
    assertThat(redirections).hasValue(6);
  }

  @Test
  void a_redirection_into_a_network_of_ours_is_not_followed_but_counted_and_shown()
      throws Exception {
    locations = List.of(url("127.0.0.1", "list"));
    BlocklistDownloads downloads =
        new BlocklistDownloads(
            List.of(moved()),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            () -> now,
            new BlocklistMetrics(registry));
    downloads.fetchDue();
    assertThat(tags).as("asked").isEmpty();
    assertThat(downloads.trouble())
        .contains("/moved: the redirection leads into a network of ours");
    assertThat(registry.get("tapline.report.blocklist.redirects.refused").counter().count())
        .isEqualTo(1);
  }

  @Test
  void a_list_in_a_network_of_ours_may_be_redirected_there() throws Exception {
    locations = List.of(url("localhost", "list"));
    BlocklistDownload download =
        download(
            url("127.0.0.1", "moved"),
            Duration.ofMillis(PATIENCE_MILLIS),
            InetAddress::getAllByName);
    assertThat(download.fetch()).isEqualTo(BlocklistDownload.Outcome.NEW);
  }

  @Test
  void a_list_in_a_network_of_ours_may_not_be_redirected_back_from_outside() {
    locations = List.of(url("localhost", "moved"), url("127.0.0.1", "list"));
    BlocklistDownload download =
        download(
            url("127.0.0.1", "moved"),
            Duration.ofMillis(PATIENCE_MILLIS),
            BlocklistDownloadTest::localhostOutside);
    assertThatThrownBy(download::fetch).isInstanceOf(RedirectRefused.class);
    assertThat(tags).as("asked").isEmpty();
  }

  @Test
  void a_client_that_follows_redirections_by_itself_is_refused() {
    try (HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      Redirects redirects = new Redirects(InetAddress::getAllByName);
      assertThatThrownBy(
              () -> new BlocklistDownload.Web(following, redirects, Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void urls_that_are_not_http_are_refused() {
    for (String url : List.of("file:///etc/passwd", "ftp://lists.example/x", "lists.example/x")) {
      assertThatThrownBy(() -> download(url, Duration.ofSeconds(1), InetAddress::getAllByName))
          .hasMessageContaining(url + " is no http or https URL");
    }
    assertThat(Files.exists(directory.resolve("passwd"))).isFalse();
  }
}
