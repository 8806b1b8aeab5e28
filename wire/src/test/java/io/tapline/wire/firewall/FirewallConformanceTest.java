package io.tapline.wire.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The original's records of the same log, golden {@code fwctl/golden/fwctl_log}. Its fields that
 * are looked up (names, interface groups, aliases) are not compared. It writes 65535 where
 * protocols have no ports; here there is none.
 */
@Tag("conformance")
class FirewallConformanceTest {
  /** The log's last line is of noon of 1 January 2000. */
  private static final long FILE_TIME =
      Instant.parse("2000-01-01T12:00:00Z").toEpochMilli() * 1_000_000;

  private static final String NO_PORT = "65535";

  @Test
  void packet_logs_give_the_records_of_the_original() throws IOException {
    List<String> golden = Files.readAllLines(fwctl().resolve("golden/fwctl_log"));
    DecodedLines decoded = decode(0, fwctl().resolve("messages.log"));
    assertThat(decoded.flows).hasSize(260);
    assertThat(decoded.flows.stream().map(FirewallConformanceTest::record).toList())
        .isEqualTo(golden.stream().map(FirewallConformanceTest::told).toList());
  }

  @Test
  void the_first_year_may_be_named() throws IOException {
    List<String> golden = Files.readAllLines(fwctl().resolve("golden/fwctl_log"));
    DecodedLines decoded = decode(1999, fwctl().resolve("messages.log"));
    assertThat(decoded.flows.stream().map(FirewallConformanceTest::record).toList())
        .isEqualTo(golden.stream().map(FirewallConformanceTest::told).toList());
  }

  @Test
  void the_line_that_the_original_could_not_read_is_counted_and_others_are_ignored()
      throws IOException {
    DecodedLines decoded = decode(0, fwctl().resolve("messages.log"));
    assertThat(decoded.outcomes).filteredOn(FlowOutcome.MALFORMED::equals).hasSize(1);
    assertThat(decoded.outcomes.get(104)).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(decoded.outcomes).filteredOn(FlowOutcome.IGNORED::equals).hasSize(7);
  }

  @Test
  void the_originals_own_lines_give_the_same_records() throws IOException {
    Path golden = fwctl().resolve("golden/fwctl_log");
    DecodedLines decoded = decode(0, golden);
    assertThat(decoded.flows.stream().map(FirewallConformanceTest::record).toList())
        .isEqualTo(Files.readAllLines(golden).stream().map(FirewallConformanceTest::told).toList());
  }

  private static DecodedLines decode(int firstYear, Path file) throws IOException {
    DecodedLines decoded =
        new DecodedLines(new FirewallLogDecoder(firstYear, ZoneOffset.UTC), FILE_TIME);
    return decoded.lines(Files.readAllLines(file).toArray(String[]::new));
  }

  private static String record(FlowRecord flow) {
    return "%d %s %s %s %d %s %d %s %d"
        .formatted(
            flow.startNanos / 1_000_000_000,
            flow.firewallAction,
            flow.inputInterfaceName + flow.outputInterfaceName,
            flow.firewallChain,
            flow.protocol,
            IpAddresses.format(flow.sourceHigh, flow.sourceLow),
            flow.sourcePort,
            IpAddresses.format(flow.destinationHigh, flow.destinationLow),
            flow.destinationPort);
  }

  private static String told(String line) {
    String[] f = line.split("\\|", -1);
    String source = f[11].equals(NO_PORT) ? "0" : f[11];
    String destination = f[17].equals(NO_PORT) ? "0" : f[17];
    return String.join(
        " ",
        f[0],
        f[1].toLowerCase(Locale.ROOT),
        f[2],
        f[4],
        f[5],
        f[7],
        source,
        f[13],
        destination);
  }

  private static Path fwctl() {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent")).resolve("fwctl");
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    return directory;
  }
}
