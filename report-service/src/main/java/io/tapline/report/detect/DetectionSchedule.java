package io.tapline.report.detect;

import io.tapline.report.ReportException;
import io.tapline.report.log.LogProgress;
import io.tapline.report.log.LogProgress.Changes;
import io.tapline.report.log.LogProgress.OpenSource;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Runs the detections over what changed. {@link #tick} is called every few seconds by one thread at
 * a time; each looks at one span of at most {@code windowsPerRun} windows. When the log or the
 * event store is away the span stays and is looked at again.
 */
public final class DetectionSchedule {
  private final LogProgress log;
  private final DetectionRunner runner;
  private final List<Detection> detections;
  private final SettlePolicy policy;
  private final ChangedSpans changed;
  private final int windowsPerRun;
  private final InstantSource clock;
  private final DetectionMetrics metrics;

  private String token = "";

  DetectionSchedule(
      LogProgress log,
      DetectionRunner runner,
      List<Detection> detections,
      SettlePolicy policy,
      ChangedSpans changed,
      int windowsPerRun,
      InstantSource clock,
      DetectionMetrics metrics) {
    this.log = log;
    this.runner = runner;
    this.detections = List.copyOf(detections);
    this.policy = policy;
    this.changed = changed;
    this.windowsPerRun = windowsPerRun;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** One round: ask what changed, look at the earliest settled span. */
  public void tick() {
    try {
      List<OpenSource> open = log.openSources();
      noteChanges();
      settled(open).ifPresent(this::run);
    } catch (ReportException e) {
      metrics.failed(e.problem().reason());
      forgetRefusedToken(e);
    }
  }

  /** Sources are asked first: what they deliver after it is in a later change. */
  private void noteChanges() {
    Changes changes = log.changesSince(token);
    Instant now = clock.instant();
    for (Span span : changes.spans()) {
      changed.add(span.alignedTo(runner.window()), now);
    }
    token = changes.nextToken();
  }

  private Optional<Span> settled(List<OpenSource> open) {
    Instant now = clock.instant();
    return changed.list().stream()
        .flatMap(span -> policy.settled(span, open, now).stream())
        .findFirst();
  }

  private void run(Span settled) {
    Span span = first(settled);
    for (Detection detection : detections) {
      runner.run(detection, span);
    }
    changed.remove(span);
    metrics.looked(span.windows(runner.window()));
  }

  private Span first(Span span) {
    Duration most = runner.window().multipliedBy(windowsPerRun);
    Instant end = span.start().plus(most);
    return end.isBefore(span.end()) ? new Span(span.start(), end) : span;
  }

  /** A log that was replaced does not know our token: begin again, which repeats no event. */
  private void forgetRefusedToken(ReportException e) {
    if (e.problem().reason().equals("INVALID_TOKEN")) {
      token = "";
    }
  }
}
