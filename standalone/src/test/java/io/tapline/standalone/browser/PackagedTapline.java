package io.tapline.standalone.browser;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportSummary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program, running as a process of its own on free ports and an empty directory. */
public final class PackagedTapline implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Path ROOT = Path.of(System.getProperty("tapline.root", ".."));

  private final Process process;
  private final Path log;
  private final int http;
  private final ManagedChannel channel;

  private PackagedTapline(Process process, Path log, int http, int grpc) {
    this.process = process;
    this.log = log;
    this.http = http;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpc)
            .usePlaintext()
            .maxInboundMessageSize(8 << 20)
            .build();
  }

  /** Starts it with its data and its log below {@code directory}; returns when it is ready. */
  public static PackagedTapline start(Path directory) throws IOException, InterruptedException {
    int http = freePort();
    int grpc = freePort();
    Path log = directory.resolve("tapline.log");
    Process process =
        new ProcessBuilder(command(directory.resolve("data"), http, grpc))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PackagedTapline tapline = new PackagedTapline(process, log, http, grpc);
    tapline.awaitReady();
    return tapline;
  }

  private static List<String> command(Path data, int http, int grpc) {
    Path jar = ROOT.resolve("standalone/target/tapline-standalone-runner.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "The packaged program is missing; run ./mvnw -Dquickly -pl standalone,cli -am package first.");
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xmx512m",
        "-jar",
        jar.toString(),
        "up",
        "--data",
        data.toString(),
        "--http-port",
        Integer.toString(http),
        "--grpc-port",
        Integer.toString(grpc));
  }

  public ManagedChannel channel() {
    return channel;
  }

  String console() {
    return "http://127.0.0.1:" + http + "/";
  }

  static Path screenshots() {
    return ROOT.resolve("standalone/target/screenshots");
  }

  /** Imports the bundled sample; returns when the log holds it. */
  public ImportSummary importSample() throws Exception {
    byte[] sample =
        Files.readAllBytes(ROOT.resolve("standalone/src/main/resources/demo/demo.pcapng"));
    SampleUpload upload = new SampleUpload(sample);
    ImportServiceGrpc.newStub(channel).importFile(upload);
    return upload.summary.get(2, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.destroy();
    try {
      if (process.waitFor(30, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!ready()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("Tapline did not become ready: " + Files.readString(log));
      }
      Thread.sleep(200);
    }
  }

  private boolean ready() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI health = URI.create(console() + "q/health/ready");
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
