package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tapline.report.ReportConfig;
import io.tapline.report.blocklist.Blocklists;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Detection;
import io.tapline.report.rule.RuleLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionSettingsTest {
  private static final Span DAY =
      new Span(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));

  private static DetectionSettings settings(Map<String, String> values) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ReportConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withDefaultValues(values)
            .build();
    ReportConfig report = config.getConfigMapping(ReportConfig.class);
    return new DetectionSettings(report.detections(), () -> Blocklists.NONE);
  }

  private static List<String> names(List<Detection> detections) {
    return detections.stream().map(one -> one.profile().name()).toList();
  }

  @Test
  void there_are_nine_and_all_run_by_themselves() {
    DetectionSettings settings = settings(Map.of());
    List<Detection> all = settings.detections();
    assertThat(names(all))
        .containsExactly(
            "host-scan",
            "port-scan",
            "syn-flood",
            "brute-force",
            "amplification",
            "beaconing",
            "unusual-volume",
            "new-server",
            "blocklist");
    assertThat(settings.running(all)).isEqualTo(all);
  }

  @Test
  void one_that_is_off_is_there_and_does_not_run_by_itself() {
    DetectionSettings settings =
        settings(Map.of("tapline.report.detections.off", "beaconing,new-server"));
    List<Detection> all = settings.detections();
    assertThat(all).hasSize(9);
    assertThat(names(settings.running(all))).hasSize(7).doesNotContain("beaconing", "new-server");
  }

  @Test
  void another_threshold_is_another_rule() {
    String usual = settings(Map.of()).detections().get(5).fingerprint();
    assertThat(settings(Map.of()).detections().get(5).fingerprint()).isEqualTo(usual);
    Map<String, String> other = Map.of("tapline.report.detections.beaconing.percent", "90");
    assertThat(settings(other).detections().get(5).fingerprint()).isNotEqualTo(usual);
  }

  @ParameterizedTest
  @CsvSource({
    "window, 1500ms",
    "networks, 10.0.0.0/33",
    "off, port-scam",
    "brute-force.sessions, ssh",
    "beaconing.window, 100s",
    "new-server.window, 7h",
    "amplification.factor, 0",
    "amplification.packet-bytes, 0",
    "beaconing.shortest-interval, 0s",
    "unusual-volume.times, 0",
    "unusual-volume.windows, 0",
  })
  void what_cannot_be_is_refused_with_its_key(String key, String value) {
    String name = "tapline.report.detections." + key;
    assertThatThrownBy(() -> settings(Map.of(name, value)).detections())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + ": ");
  }

  /** The log takes 64 terms in a filter, so what is more would fail at every look. */
  @Test
  void lists_as_long_as_they_may_be_fit_a_filter_and_longer_ones_are_refused_with_their_key() {
    assertLongest(
        "networks", DetectionSettings.MAX_NETWORKS, i -> "2001:db8:ffff:%04x::/64".formatted(i));
    assertLongest("amplification.ports", DetectionSettings.MAX_PORTS, i -> "" + (60_000 + i));
    assertLongest(
        "brute-force.sessions", DetectionSettings.MAX_SERVICES, i -> "service-%d:9".formatted(i));
  }

  private static void assertLongest(String key, int most, IntFunction<String> entry) {
    String name = "tapline.report.detections." + key;
    for (Detection detection : settings(Map.of(name, entries(most, entry))).detections()) {
      detection.look(new RuleLog(DetectionSettingsTest::answer, limited -> {}), DAY);
    }
    assertThatThrownBy(() -> settings(Map.of(name, entries(most + 1, entry))).detections())
        .hasMessageStartingWith(name + ": ");
  }

  private static String entries(int count, IntFunction<String> entry) {
    return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(","));
  }

  private static Aggregate answer(AggregateQuestion question) {
    String filter = question.scope().filter();
    assertThat(filter.split(" AND | OR ")).hasSizeLessThanOrEqualTo(64 - question.groupBy().size());
    assertThat(filter).hasSizeLessThan(4_000);
    return new FakeLog().aggregate(question);
  }
}
