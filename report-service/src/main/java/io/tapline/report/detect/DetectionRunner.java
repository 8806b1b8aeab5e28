package io.tapline.report.detect;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs detections over a span, window by window, but asks only where something can be: distinct
 * values over a span are at least those over any window in it, so a span without a key at the
 * threshold is done with one question. The windows of the keys that reach it take a second one;
 * where there are too many for one answer, the span is cut into sixteen pieces: with windows of
 * five minutes a day is read four times at most then, a month five times.
 */
public final class DetectionRunner {
  /** Keys of one detection in one window; more are counted as dropped, smallest first. */
  static final int MAX_KEYS = 1_000;

  /** Of a span with too many keys. */
  private static final int PIECES = 16;

  /** Rows of an answer by key and window: what the log answers at most. */
  static final int MAX_WINDOW_ROWS = 50_000;

  private final ConnectionLog log;
  private final EventSink events;
  private final Duration window;
  private final DetectionMetrics metrics;
  private final Targets targets;

  public DetectionRunner(
      ConnectionLog log, EventSink events, Duration window, DetectionMetrics metrics) {
    if (window.toSeconds() < 1 || window.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "tapline.report.detections.window must be whole seconds, at least 1 s: " + window);
    }
    this.log = log;
    this.events = events;
    this.window = window;
    this.metrics = metrics;
    this.targets = new Targets(log);
  }

  public Duration window() {
    return window;
  }

  /** What a detection sees in all windows that the span touches; inserts nothing. */
  public List<Sighting> look(Detection detection, Span span) {
    List<Sighting> sightings = new ArrayList<>();
    look(detection, span.alignedTo(window), sightings);
    sightings.sort(Comparator.comparing(sighting -> sighting.window().start()));
    return sightings;
  }

  private void look(Detection detection, Span span, List<Sighting> sightings) {
    List<Aggregate.Row> hot = hot(detection, span);
    if (hot.isEmpty()) {
      return;
    }
    long windows = span.windows(window);
    if (windows == 1) {
      hot.forEach(row -> sightings.add(sighting(detection, span, row)));
      countDropped(detection, hot);
      return;
    }
    if (hot.size() < MAX_KEYS && hot.size() * windows <= MAX_WINDOW_ROWS) {
      lookPerWindow(detection, span, hot.size(), sightings);
      return;
    }
    for (Span piece : pieces(span, windows)) {
      look(detection, piece, sightings);
    }
  }

  private List<Span> pieces(Span span, long windows) {
    Duration width = window.multipliedBy(Math.ceilDiv(windows, PIECES));
    List<Span> pieces = new ArrayList<>();
    for (Instant start = span.start(); start.isBefore(span.end()); start = start.plus(width)) {
      Instant end = start.plus(width);
      pieces.add(new Span(start, end.isBefore(span.end()) ? end : span.end()));
    }
    return pieces;
  }

  /** The keys with the most distinct values over the span are those that were hot in it. */
  private void lookPerWindow(Detection detection, Span span, int keys, List<Sighting> sightings) {
    for (Aggregate.Row row :
        log.aggregate(detection.questionPerWindow(span, keys, window)).rows()) {
      Instant start = row.bucketStart();
      if (start != null && row.value(0) >= detection.threshold()) {
        sightings.add(sighting(detection, new Span(start, start.plus(window)), row));
      }
    }
  }

  private List<Aggregate.Row> hot(Detection detection, Span span) {
    return log.aggregate(detection.question(span, MAX_KEYS)).rows().stream()
        .filter(row -> row.value(0) >= detection.threshold())
        .toList();
  }

  /** A full answer may mean that there were more. */
  private void countDropped(Detection detection, List<Aggregate.Row> hot) {
    if (hot.size() >= MAX_KEYS) {
      metrics.keysLimited(detection.name());
    }
  }

  private static Sighting sighting(Detection detection, Span window, Aggregate.Row row) {
    return new Sighting(
        detection,
        window,
        row.keys(),
        row.value(0),
        row.value(1),
        Instant.ofEpochSecond(0, row.value(2)),
        Instant.ofEpochSecond(0, row.value(3)));
  }

  /** Looks, and inserts an event for each sighting; running it again inserts nothing twice. */
  public List<Finding> run(Detection detection, Span span) {
    List<Finding> findings = new ArrayList<>();
    insert(look(detection, span), findings::add);
    return findings;
  }

  /** Looks, and inserts an event for each sighting that the store is not known to have. */
  void report(Detection detection, Span span, ReportedEvents reported) {
    insert(look(detection, span).stream().filter(reported::isNew).toList(), reported::add);
  }

  /**
   * Inserts window by window, so that what was found so far is stored when a later window fails.
   */
  private void insert(List<Sighting> sightings, Consumer<Finding> findings) {
    Map<Span, List<Sighting>> byWindow =
        sightings.stream()
            .collect(
                Collectors.groupingBy(
                    Sighting::window, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    for (List<Sighting> window : byWindow.values()) {
      Map<List<String>, List<String>> named = targets.of(window);
      for (Sighting sighting : window) {
        findings.accept(insert(sighting, named.getOrDefault(sighting.key(), List.of())));
      }
    }
  }

  private Finding insert(Sighting sighting, List<String> named) {
    IdeaEvent event = new IdeaEvent(sighting, named);
    String outcome = events.insert(event.json());
    metrics.found(sighting.detection().name(), outcome);
    return new Finding(sighting, event.id(), outcome);
  }
}
