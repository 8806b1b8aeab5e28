package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.reporter.ReportsOnPostgres.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.eventstore.group.AttachmentKinds;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.group.ReportLanguage;
import io.tapline.eventstore.group.ReportMode;
import io.tapline.eventstore.loop.PeriodicLoop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReporterMetricsTest {
  private static final long NO_ROOM_BYTES = 10;

  private static ReportsOnPostgres on;

  @BeforeAll
  static void start() throws IOException {
    on = new ReportsOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    on.close();
  }

  @BeforeEach
  void clear() {
    on.clear();
  }

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double counted(String counter, String... tags) {
    return registry.counter("tapline.eventstore.reporter." + counter, tags).count();
  }

  private void lookAt(String time) {
    on.store.clock.set(Instant.parse("2026-03-01T" + time + ":00Z"));
    try (PeriodicLoop loop = new PeriodicLoop(on.loop(registry).work(), Duration.ofMinutes(1))) {
      loop.doWork();
    }
  }

  private static void group(ReportMode mode, AttachmentKinds kinds, long maxAttachmentBytes) {
    GroupSettings settings =
        new GroupSettings(
            mode,
            kinds,
            Map.of(),
            false,
            false,
            List.of(),
            false,
            maxAttachmentBytes,
            Map.of(),
            ReportLanguage.EN,
            ZoneOffset.UTC);
    on.group(GROUP, settings, "10.0.0.0/8");
  }

  @Test
  void windows_reports_and_messages_that_a_file_has_no_room_for_are_counted() {
    group(ReportMode.SUMMARY, AttachmentKinds.JSON, NO_ROOM_BYTES);
    on.scan("a", "00:05", "10.0.0.1");
    on.scan("b", "00:30", "10.0.0.1");
    lookAt("01:00");
    assertThat(counted("windows", "result", "reported")).isEqualTo(1);
    assertThat(counted("windows", "result", "skipped-no-events"))
        .as("medium, high and critical")
        .isEqualTo(3);
    assertThat(counted("reports", "severity", "low")).isEqualTo(1);
    assertThat(counted("messages.omitted")).isEqualTo(2);
    assertThat(counted("omitted")).isZero();
    assertThat(counted("failures")).isZero();
  }

  @Test
  void sources_beyond_the_limit_of_extra_reports_are_counted() {
    group(ReportMode.EXTRA, AttachmentKinds.NONE, NO_ROOM_BYTES);
    String sources =
        IntStream.rangeClosed(0, ReportMaker.MAX_EXTRA)
            .mapToObj(i -> "10.0.%d.%d".formatted(i >> 8, i & 255))
            .collect(Collectors.joining(","));
    on.scan("a", "00:05", sources);
    lookAt("01:00");
    assertThat(counted("omitted")).isEqualTo(1);
    assertThat(counted("reports", "severity", "low")).isEqualTo(ReportMaker.MAX_EXTRA + 1);
  }

  @Test
  void a_look_that_failed_is_counted_and_the_next_one_does_its_windows() {
    group(ReportMode.SUMMARY, AttachmentKinds.NONE, NO_ROOM_BYTES);
    on.scan("a", "00:05", "10.0.0.1");
    on.mailFails = true;
    lookAt("01:00");
    assertThat(counted("failures")).isEqualTo(1);
    assertThat(counted("reports", "severity", "low")).isZero();
    on.mailFails = false;
    lookAt("01:00");
    assertThat(counted("failures")).isEqualTo(1);
    assertThat(counted("reports", "severity", "low")).isEqualTo(1);
  }
}
