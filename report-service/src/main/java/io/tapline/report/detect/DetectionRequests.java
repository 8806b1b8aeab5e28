package io.tapline.report.detect;

import io.tapline.report.Reason;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Detection;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Detections run by request. */
public final class DetectionRequests {
  static final Duration MAX_INTERVAL = Duration.ofDays(31);

  private final List<Detection> detections;
  private final DetectionRunner runner;

  public DetectionRequests(List<Detection> detections, DetectionRunner runner) {
    this.detections = List.copyOf(detections);
    this.runner = runner;
  }

  public List<Detection> detections() {
    return detections;
  }

  /**
   * @param names of detections; none = all
   * @param dryRun insert nothing
   */
  public List<Finding> run(
      @Nullable Instant start, @Nullable Instant end, List<String> names, boolean dryRun) {
    Span span = span(start, end);
    List<Finding> findings = new ArrayList<>();
    for (Detection detection : chosen(names)) {
      findings.addAll(dryRun ? runner.dryRun(detection, span) : runner.run(detection, span));
    }
    return findings;
  }

  private static Span span(@Nullable Instant start, @Nullable Instant end) {
    if (start == null || end == null || !start.isBefore(end)) {
      throw invalid("`interval` needs a start and an end, and the start must come first");
    }
    if (Duration.between(start, end).compareTo(MAX_INTERVAL) > 0) {
      throw invalid("`interval` must not be longer than 31 days; ask for one part after the other");
    }
    return new Span(start, end);
  }

  private static Refusal invalid(String detail) {
    return Refusal.ofField(Reason.INVALID_INTERVAL, "interval", detail);
  }

  private List<Detection> chosen(List<String> names) {
    return names.isEmpty() ? detections : names.stream().map(this::named).toList();
  }

  private Detection named(String name) {
    return detections.stream()
        .filter(detection -> detection.profile().name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private Refusal unknown(String name) {
    List<String> known = detections.stream().map(one -> one.profile().name()).toList();
    return Refusal.ofField(
        Reason.UNKNOWN_DETECTION,
        "detections",
        "There is no detection `" + name + "`; there are " + String.join(", ", known));
  }
}
