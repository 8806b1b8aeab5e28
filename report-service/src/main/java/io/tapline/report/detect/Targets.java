package io.tapline.report.detect;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct values that sightings counted, those of the most connections first. All sightings of
 * one window take one question; a sighting takes one of its own when they are too many for that.
 */
final class Targets {
  /** Distinct values named in one event. */
  static final int MAX_TARGETS = 100;

  /** Groups of an answer: what the log answers at most. */
  static final int MAX_GROUPS = 10_000;

  private final ConnectionLog log;

  Targets(ConnectionLog log) {
    this.log = log;
  }

  /**
   * Values by the key of their sighting, at most {@value #MAX_TARGETS} of each.
   *
   * @param sightings of one detection in one window, at least one
   */
  Map<List<String>, List<String>> of(List<Sighting> sightings) {
    Map<List<String>, List<String>> targets =
        sightings.size() == 1 ? new HashMap<>() : together(sightings.getFirst());
    for (Sighting sighting : sightings) {
      if (targets.getOrDefault(sighting.key(), List.of()).size() < named(sighting)) {
        targets.put(sighting.key(), alone(sighting));
      }
    }
    return targets;
  }

  private static long named(Sighting sighting) {
    return Math.min(sighting.count(), MAX_TARGETS);
  }

  /** Of every key of the window; incomplete beyond {@value #MAX_GROUPS} of key and value. */
  private Map<List<String>, List<String>> together(Sighting any) {
    Detection detection = any.detection();
    List<String> columns = new ArrayList<>(detection.key());
    columns.add(detection.distinct());
    Map<List<String>, List<String>> targets = new HashMap<>();
    int last = detection.key().size();
    for (Aggregate.Row row : ask(any, detection.filter(), columns, MAX_GROUPS)) {
      List<String> values =
          targets.computeIfAbsent(row.keys().subList(0, last), key -> new ArrayList<>());
      if (values.size() < MAX_TARGETS) {
        values.add(row.key(last));
      }
    }
    return targets;
  }

  private List<String> alone(Sighting sighting) {
    List<String> column = List.of(sighting.detection().distinct());
    return ask(sighting, sighting.filter(), column, MAX_TARGETS).stream()
        .map(row -> row.key(0))
        .toList();
  }

  private List<Aggregate.Row> ask(
      Sighting sighting, String filter, List<String> columns, int limit) {
    Scope scope = Scope.started(sighting.window().start(), sighting.window().end(), filter);
    List<Measure> measures = List.of(Measure.CONNECTIONS);
    return log.aggregate(new AggregateQuestion(scope, columns, measures, 0, limit, null)).rows();
  }
}
