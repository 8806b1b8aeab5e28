package io.tapline.standalone.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.testing.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices send to a UDP port ends in the log. */
@Tag("layouts")
class UdpSourcesIT {
  private static final int CONNECTIONS = 300;

  /** A line of softflowd's statistics: protocol, octets, packets. */
  private static final Pattern TOTALS = Pattern.compile("\\(17\\): +(\\d+) +(\\d+) ");

  @TempDir static Path temporary;
  private static TaplineProcess tapline;

  @BeforeAll
  static void start() throws Exception {
    tapline = TaplineProcess.start(temporary.resolve("data"));
  }

  @AfterAll
  static void stop() {
    tapline.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "9", "10"})
  void totals_equal_what_a_real_exporter_reports(String version) throws Exception {
    assumeTrue(program().isPresent(), "softflowd is not installed: its test is left out");
    String source = "softflowd-" + version;
    int port = UdpPorts.add(tapline, source, "netflow");
    Matcher reported = TOTALS.matcher(export(version, port));
    assertThat(reported.find()).as("statistics of softflowd").isTrue();
    String expected =
        "\"packets\":%s,\"bytes\":%s}".formatted(reported.group(2), reported.group(1));
    assertThat(counted(source, expected)).contains(expected);
    assertThat(reported.group(2)).isEqualTo(Integer.toString(2 * CONNECTIONS));
  }

  @Test
  void firewall_lines_of_syslog_become_rows_with_their_action() throws Exception {
    int port = UdpPorts.add(tapline, "firewall", "syslog");
    send(port, netfilter("DROP", 40_000).getBytes(UTF_8));
    send(port, "<86>Nov 21 03:00:00 gate sshd[7]: Accepted publickey for root".getBytes(UTF_8));
    send(port, netfilter("ACCEPT", 40_001).getBytes(UTF_8));
    assertThat(counted("firewall", "\"connections\":2")).contains("\"connections\":2");
    Command found =
        Command.run(
            tapline,
            "search",
            "--source",
            "local/firewall",
            "--columns",
            "client,client_port,server_port,firewall_action",
            "--format",
            "csv");
    assertThat(found.rows())
        .containsExactlyInAnyOrder("192.0.2.1,40000,443,drop", "192.0.2.1,40001,443,accept");
  }

  @Test
  void a_sample_of_sflow_counts_for_the_packets_that_it_stands_for() throws Exception {
    int port = UdpPorts.add(tapline, "switch", "sflow");
    send(port, SflowPackets.sample(10));
    String expected = "\"packets\":10,\"bytes\":4000}";
    assertThat(counted("switch", expected)).contains(expected);
  }

  private static String netfilter(String action, int port) {
    return "<4>Nov 21 03:00:01 gate kernel: [1.5] %s IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2"
            .formatted(action)
        + " LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=%d DPT=443 WINDOW=1"
            .formatted(port)
        + " RES=0x00 SYN URGP=0";
  }

  private static void send(int port, byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  /** Asks until the answer is there. */
  private static String counted(String source, String expected) {
    return Await.until(
        "connections of " + source,
        () -> LoggedConnections.count(tapline, source).out(),
        answer -> answer.contains(expected));
  }

  /** Exports the capture; returns what softflowd said. */
  private static String export(String version, int port) throws Exception {
    Path capture =
        GeneratedCapture.write(temporary.resolve("v" + version + ".pcapng"), CONNECTIONS);
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
}
