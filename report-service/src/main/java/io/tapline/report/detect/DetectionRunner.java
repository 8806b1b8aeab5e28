package io.tapline.report.detect;

import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Detection;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Lets detections look at spans of the log and inserts events for what they see. */
public final class DetectionRunner {
  private static final Examples.Of NOTHING = Examples.Of.NOTHING;

  private final RuleLog log;
  private final EventSink events;
  private final Suppressions suppressions;
  private final DetectionMetrics metrics;
  private final Examples examples;

  public DetectionRunner(
      ConnectionLog log, EventSink events, Suppressions suppressions, DetectionMetrics metrics) {
    this.log = new RuleLog(log, metrics::keysLimited);
    this.events = events;
    this.suppressions = suppressions;
    this.metrics = metrics;
    this.examples = new Examples(this.log);
  }

  /**
   * What a detection sees in all its windows that the span touches, but for what is suppressed;
   * inserts nothing.
   */
  public List<Sighting> look(Detection detection, Span span) {
    Span windows = span.alignedTo(detection.profile().window());
    List<Sighting> sightings = new ArrayList<>(detection.look(log, windows));
    sightings.removeIf(this::isSuppressed);
    sightings.sort(Comparator.comparing(sighting -> sighting.window().start()));
    return sightings;
  }

  private boolean isSuppressed(Sighting sighting) {
    boolean suppressed = suppressions.suppresses(sighting);
    if (suppressed) {
      metrics.suppressed(sighting.detection().name());
    }
    return suppressed;
  }

  /** Looks, and inserts an event for each sighting; running it again inserts nothing twice. */
  public List<Finding> run(Detection detection, Span span) {
    List<Finding> findings = new ArrayList<>();
    insert(look(detection, span), findings::add);
    return findings;
  }

  /** Looks, and inserts an event for each sighting that the store is not known to have. */
  void report(Detection detection, Span span, ReportedEvents reported) {
    long began = System.nanoTime();
    try {
      insert(look(detection, span).stream().filter(reported::isNew).toList(), reported::add);
    } finally {
      metrics.took(detection.profile().name(), System.nanoTime() - began);
    }
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
      Map<Sighting, Examples.Of> found = examples.of(window);
      metrics.bare(window.size() - found.size());
      for (Sighting sighting : window) {
        findings.accept(insert(sighting, found.getOrDefault(sighting, NOTHING)));
      }
    }
  }

  private Finding insert(Sighting sighting, Examples.Of examples) {
    IdeaEvent event = new IdeaEvent(sighting, examples);
    String outcome = events.insert(event.json());
    metrics.found(sighting.detection().name(), outcome);
    return new Finding(sighting, event.id(), outcome, examples.communityIds());
  }

  /** What a detection sees, with what its events would say; inserts nothing. */
  List<Finding> dryRun(Detection detection, Span span) {
    List<Sighting> sightings = look(detection, span);
    Map<Sighting, Examples.Of> found = examples.of(sightings);
    return sightings.stream()
        .map(one -> new Finding(one, "", "", found.getOrDefault(one, NOTHING).communityIds()))
        .toList();
  }
}
