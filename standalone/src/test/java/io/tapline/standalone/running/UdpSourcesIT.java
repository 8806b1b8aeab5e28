package io.tapline.standalone.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real exporter sends ends in the log with the packets and bytes that it reports. */
class SoftflowdIT {
  private static final int CONNECTIONS = 300;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A line of softflowd's statistics: protocol, octets, packets. */
  private static final Pattern TOTALS = Pattern.compile("\\(17\\): +(\\d+) +(\\d+) ");

  @TempDir static Path temporary;
  private static TaplineProcess tapline;
  private static Path capture;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(program().isPresent(), "softflowd is not installed: its test is left out");
    capture = GeneratedCapture.write(temporary.resolve("traffic.pcapng"), CONNECTIONS);
    tapline = TaplineProcess.start(temporary.resolve("data"));
  }

  @AfterAll
  static void stop() {
    if (tapline != null) {
      tapline.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "9", "10"})
  void totals_equal_what_the_exporter_reports(String version) throws Exception {
    String source = "softflowd-" + version;
    int port = freePort();
    Command added =
        Command.run(
            tapline, "capture", "add", source, "--udp", Integer.toString(port), "--as", "netflow");
    assertThat(added.exit()).as(added.err()).isEqualTo(ExitCode.DONE);
    Matcher reported = TOTALS.matcher(export(version, port));
    assertThat(reported.find()).as("statistics of softflowd").isTrue();
    String expected =
        "\"packets\":%s,\"bytes\":%s}".formatted(reported.group(2), reported.group(1));
    assertThat(counted(source, expected)).contains(expected);
    assertThat(reported.group(2)).isEqualTo(Integer.toString(2 * CONNECTIONS));
  }

  /** Asks until the answer is there, or the time is over. */
  private static String counted(String source, String expected) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    String answer = "";
    while (!answer.contains(expected) && System.nanoTime() < deadline) {
      Thread.sleep(200);
      answer =
          Command.run(
                  tapline, "search", "--count", "--format", "json", "--source", "local/" + source)
              .out();
    }
    return answer;
  }

  /** Exports the capture; returns what softflowd said. */
  private static String export(String version, int port) throws Exception {
    Path log = Files.createTempFile(temporary, "softflowd", ".log");
    Process process =
        new ProcessBuilder(
                List.of(
                    program().orElseThrow().toString(),
                    "-d",
                    "-r",
                    capture.toString(),
                    "-n",
                    "127.0.0.1:" + port,
                    "-v",
                    version,
                    "-p",
                    temporary.resolve("softflowd.pid").toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("softflowd ends").isTrue();
      return Files.readString(log, UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Optional<Path> program() {
    return Stream.of("/usr/sbin/softflowd", "/usr/local/sbin/softflowd", "/usr/bin/softflowd")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }
}
