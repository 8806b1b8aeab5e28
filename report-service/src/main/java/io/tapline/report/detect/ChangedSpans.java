package io.tapline.report.detect;

import io.tapline.report.log.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Disjoint spans of the log with the wall-clock time of their last change, not yet looked at. Not
 * thread-safe. Holds at most {@code limit} spans: beyond it the two earliest are joined, with what
 * lies between them, which costs questions but loses nothing.
 */
final class ChangedSpans {
  /** A span and when it changed last. */
  record Changed(Span span, Instant at) {}

  private final TreeMap<Instant, Changed> byStart = new TreeMap<>();
  private final int limit;
  private final DetectionMetrics metrics;

  ChangedSpans(int limit, DetectionMetrics metrics) {
    this.limit = limit;
    this.metrics = metrics;
  }

  void add(Span span, Instant at) {
    remove(span);
    put(new Changed(span, at));
    while (byStart.size() > limit) {
      joinEarliest();
    }
  }

  /** Forgets a span; what lies around it stays. */
  void remove(Span span) {
    for (Changed old : overlapping(span)) {
      byStart.remove(old.span().start());
      if (old.span().start().isBefore(span.start())) {
        put(new Changed(new Span(old.span().start(), span.start()), old.at()));
      }
      if (old.span().end().isAfter(span.end())) {
        put(new Changed(new Span(span.end(), old.span().end()), old.at()));
      }
    }
  }

  boolean isEmpty() {
    return byStart.isEmpty();
  }

  /** Earliest first. */
  List<Span> spans() {
    return byStart.values().stream().map(Changed::span).toList();
  }

  /** Earliest first. */
  List<Changed> list() {
    return List.copyOf(byStart.values());
  }

  private List<Changed> overlapping(Span span) {
    List<Changed> found = new ArrayList<>();
    Map.@Nullable Entry<Instant, Changed> before = byStart.lowerEntry(span.start());
    if (before != null && before.getValue().span().end().isAfter(span.start())) {
      found.add(before.getValue());
    }
    found.addAll(byStart.subMap(span.start(), true, span.end(), false).values());
    return found;
  }

  private void put(Changed changed) {
    byStart.put(changed.span().start(), changed);
  }

  private void joinEarliest() {
    Changed first = byStart.pollFirstEntry().getValue();
    Changed second = byStart.pollFirstEntry().getValue();
    Instant at = first.at().isAfter(second.at()) ? first.at() : second.at();
    put(new Changed(new Span(first.span().start(), second.span().end()), at));
    metrics.spansJoined();
  }
}
