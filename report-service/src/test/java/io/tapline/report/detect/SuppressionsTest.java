package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import io.tapline.report.rule.PortScan;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionsTest {
  private static final List<String> NAMES = List.of("host-scan", "port-scan");
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  @TempDir Path directory;

  private static Sighting portScan() {
    FakeLog log = new FakeLog();
    for (int port = 1; port <= 20; port++) {
      log.add(Row.at(START.plusMillis(port), "10.0.0.6", "192.0.2.9", port).futile("S0"));
    }
    Duration width = Duration.ofMinutes(5);
    return new PortScan(width, 20, 65_535)
        .look(new RuleLog(log, name -> {}), new Span(START, START.plus(width)))
        .getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source 10.0.0.6",
        "source 10.0.0.0/8 # ours",
        "source 10.0.0.6 port-scan",
        "# first\n\n  target 192.0.2.9 *",
      })
  void what_a_rule_says_is_suppressed(String rules) {
    assertThat(SuppressionList.parse(rules, NAMES).suppresses(portScan())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "source 10.0.0.7",
        "target 10.0.0.6",
        "source 10.0.0.6 host-scan",
        "source 10.0.0.6 * 22",
      })
  void what_no_rule_says_is_not(String rules) {
    assertThat(SuppressionList.parse(rules, NAMES).suppresses(portScan())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.6",
        "source",
        "source 10.0.0.300",
        "source ::/129",
        "source ::1 * x",
        "source ::1 * 65536",
        "source ::1 * -1",
        "source ::1 port-scam",
      })
  void a_rule_that_cannot_be_read_is_named_by_its_line(String rule) {
    assertThatThrownBy(() -> SuppressionList.parse("# first\n" + rule, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ");
  }

  @Test
  void a_file_is_read_again_and_one_that_cannot_be_read_changes_nothing() throws IOException {
    Path file = directory.resolve("suppressions");
    Suppressions suppressions = new SuppressionFile(file, NAMES, new DetectionMetrics(registry));
    assertThat(suppressions.suppresses(portScan())).isFalse();
    write(file, "source 10.0.0.6", 1_000);
    assertThat(suppressions.suppresses(portScan())).isTrue();
    write(file, "sources 10.0.0.6", 2_000);
    assertThat(suppressions.suppresses(portScan())).isTrue();
    assertThat(suppressions.suppresses(portScan())).isTrue();
    assertThat(registry.get("tapline.report.suppressions.failures").counter().count()).isEqualTo(1);
    write(file, "", 3_000);
    assertThat(suppressions.suppresses(portScan())).isFalse();
  }

  @Test
  void a_file_that_could_not_be_opened_is_tried_again_though_its_time_is_the_same()
      throws IOException {
    Path file = Files.createDirectory(directory.resolve("suppressions"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    Suppressions suppressions = new SuppressionFile(file, NAMES, new DetectionMetrics(registry));
    assertThat(suppressions.suppresses(portScan())).isFalse();
    assertThat(suppressions.suppresses(portScan())).isFalse();
    assertThat(registry.get("tapline.report.suppressions.failures").counter().count()).isEqualTo(1);
    Files.delete(file);
    write(file, "source 10.0.0.6", 1_000);
    assertThat(suppressions.suppresses(portScan())).isTrue();
  }

  private static void write(Path file, String text, long millis) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }
}
