package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tapline.report.ReportConfig;
import io.tapline.report.blocklist.Blocklists;
import io.tapline.report.rule.Detection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionSettingsTest {
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
  })
  void what_cannot_be_is_refused_with_its_key(String key, String value) {
    String name = "tapline.report.detections." + key;
    assertThatThrownBy(() -> settings(Map.of(name, value)).detections())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + ": ");
  }
}
