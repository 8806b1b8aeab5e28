package io.tapline.standalone.running;

import io.grpc.ManagedChannel;
import io.tapline.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A running {@code tapline up} on free ports, in the layout of this run of the tests. */
public final class TaplineProcess implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private final Layout layout;
  private final Process process;
  private final Path log;
  private final int http;
  private final int grpc;
  private final @Nullable SSLContext tls;

  private TaplineProcess(
      Layout layout, Process process, Path log, int http, int grpc, @Nullable SSLContext tls) {
    this.layout = layout;
    this.process = process;
    this.log = log;
    this.http = http;
    this.grpc = grpc;
    this.tls = tls;
  }

  /** Starts it on the data directory and waits until it is ready. */
  public static TaplineProcess start(Path data, String... more)
      throws IOException, InterruptedException {
    return start(data, Map.of(), more);
  }

  /** The same with settings that are not their defaults. */
  static TaplineProcess start(Path data, Map<String, String> settings, String... more)
      throws IOException, InterruptedException {
    return start(data, UnaryOperator.identity(), settings, more);
  }

  /**
   * The same with a certificate.
   *
   * @param trusted whom its callers trust
   */
  static TaplineProcess startWithTls(Path data, SSLContext trusted, String... more)
      throws IOException, InterruptedException {
    return start(Layout.ONE_PROCESS, data, UnaryOperator.identity(), Map.of(), trusted, more);
  }

  /**
   * The same by another command line.
   *
   * @param launcher what to run instead of the usual command line; must become that process
   */
  static TaplineProcess start(
      Path data, UnaryOperator<List<String>> launcher, Map<String, String> settings, String... more)
      throws IOException, InterruptedException {
    return start(Layout.ofThisRun(), data, launcher, settings, null, more);
  }

  /** The same in a layout of its own. */
  static TaplineProcess start(Layout layout, Path data) throws IOException, InterruptedException {
    return start(layout, data, UnaryOperator.identity(), Map.of(), null);
  }

  private static TaplineProcess start(
      Layout layout,
      Path data,
      UnaryOperator<List<String>> launcher,
      Map<String, String> settings,
      @Nullable SSLContext tls,
      String... more)
      throws IOException, InterruptedException {
    int http = Layout.freePort();
    int grpc = Layout.freePort();
    Path log = Files.createTempFile(data.toAbsolutePath().getParent(), "tapline", ".log");
    List<String> command = new ArrayList<>(java());
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", packaged().toString(), "up", "--data", data.toString()));
    command.addAll(List.of("--http-port", Integer.toString(http)));
    command.addAll(List.of("--grpc-port", Integer.toString(grpc)));
    command.addAll(layout.options());
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(launcher.apply(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    TaplineProcess tapline = new TaplineProcess(layout, process, log, http, grpc, tls);
    tapline.awaitReady();
    return tapline;
  }

  /** The first to stop by itself leaves the archive of loaded classes for the others. */
  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xlog:disable",
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + packaged().resolveSibling("tests.jsa"),
        "-Xmx512m");
  }

  public ManagedChannel connect() {
    return layout.connect(grpc);
  }

  /** A channel to each of its processes. */
  List<ManagedChannel> connectEach() {
    return List.copyOf(layout.connectEach(grpc).values());
  }

  /** Address of the console. */
  public URI console() {
    return URI.create(
        (tls == null ? "http" : "https") + "://127.0.0.1:" + layout.console(http) + "/");
  }

  public String server() {
    return (tls == null ? "" : "https://") + layout.server(grpc);
  }

  /** Who asks the console. */
  HttpClient client() {
    HttpClient.Builder builder = HttpClient.newBuilder();
    return (tls == null ? builder : builder.sslContext(tls)).build();
  }

  /** Its process. */
  ProcessHandle process() {
    return process.toHandle();
  }

  /** What it answers at a path below the console's, with any status. */
  String page(String path) throws IOException, InterruptedException {
    try (HttpClient client = client()) {
      HttpRequest request =
          HttpRequest.newBuilder(console().resolve(path)).timeout(Duration.ofSeconds(30)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM, as Ctrl-C or a service manager would; returns whether it stopped in time. */
  boolean stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(30, TimeUnit.SECONDS);
  }

  /** What it has printed so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Waits until it has printed this. */
  public void awaitOutput(String text, Duration limit) {
    var _ =
        Await.until(
            "Tapline prints '" + text + "'",
            limit,
            this::outputOfLiving,
            out -> out.contains(text));
  }

  private String outputOfLiving() throws IOException {
    String output = log();
    if (!process.isAlive()) {
      throw new IOException("Tapline has ended: " + output);
    }
    return output;
  }

  @Override
  public void close() {
    try {
      if (!stop()) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    try {
      boolean _ =
          Await.until("ready", READY_LIMIT, () -> !process.isAlive() || ready(), end -> end);
    } catch (AssertionError late) {
      kill();
      throw new IOException("Tapline did not become ready: " + log(), late);
    }
    if (!process.isAlive()) {
      throw new IOException("Tapline ended before it was ready: " + log());
    }
  }

  /** The console is ready before all of a site may be, which says so by itself. */
  private boolean ready() throws IOException, InterruptedException {
    return layout == Layout.ONE_PROCESS ? isConsoleReady() : log().contains("Ctrl-C stops them.");
  }

  private boolean isConsoleReady() throws InterruptedException {
    try (HttpClient client = client()) {
      URI health = console().resolve("q/health/ready");
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path packaged() {
    Path jar = Path.of("target", "tapline-standalone-runner.jar").toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "The packaged program is missing; run ./mvnw -Dquickly -pl standalone,cli -am package"
              + " first.");
    }
    return jar;
  }
}
