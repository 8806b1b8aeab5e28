package io.tapline.report.detect;

import io.tapline.report.log.LogProgress.OpenSource;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Detections whose windows have one width, and what changed that they have not looked at yet. Not
 * thread-safe.
 */
final class DetectionLane {
  private static final int MOST_HALVINGS = 16;

  /** Times of what a failure took: what the log does not answer costs it a twentieth at most. */
  private static final int REST = 20;

  /** What was away may be back. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final List<Detection> detections;
  private final SettlePolicy settling;
  private final ChangedSpans changed;
  private int halvings;
  private Instant restsUntil = Instant.MIN;

  DetectionLane(List<Detection> detections, SettlePolicy settling, ChangedSpans changed) {
    this.detections = List.copyOf(detections);
    this.settling = settling;
    this.changed = changed;
  }

  List<Detection> detections() {
    return detections;
  }

  Duration window() {
    return settling.window();
  }

  void add(Span span, Instant at) {
    changed.add(span.alignedTo(window()), at);
  }

  void remove(Span span) {
    changed.remove(span);
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }

  List<Span> spans() {
    return changed.spans();
  }

  /** Earliest first; those that touch are one, which takes one question instead of several. */
  List<Span> settled(List<OpenSource> open, Instant now) {
    List<Span> joined = new ArrayList<>();
    for (ChangedSpans.Changed span : changed.list()) {
      settling.settled(span, open, now).ifPresent(settled -> join(joined, settled));
    }
    return joined;
  }

  private static void join(List<Span> joined, Span next) {
    if (!joined.isEmpty() && joined.getLast().end().equals(next.start())) {
      joined.add(new Span(joined.removeLast().start(), next.end()));
    } else {
      joined.add(next);
    }
  }

  /** Half as many windows after each failure: what took too long may be answered in parts. */
  long share(long windows) {
    return Math.max(1, windows >> halvings);
  }

  void failed(Instant began, Instant now) {
    halvings = Math.min(halvings + 1, MOST_HALVINGS);
    Duration rest = Duration.between(began, now).multipliedBy(REST);
    restsUntil = now.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
  }

  /** Whether it failed a short while ago. */
  boolean rests(Instant now) {
    return now.isBefore(restsUntil);
  }

  void succeeded() {
    halvings = Math.max(halvings - 1, 0);
  }

  /** The beginning of a span. */
  Span first(Span span, long windows) {
    Instant end = span.start().plus(window().multipliedBy(windows));
    return end.isBefore(span.end()) ? new Span(span.start(), end) : span;
  }
}
