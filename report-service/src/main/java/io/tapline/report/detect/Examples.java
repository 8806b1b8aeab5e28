package io.tapline.report.detect;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.AggregateQuestion.OfEach;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Connections;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an event names of its sighting: distinct values of a column, and Community IDs of a few of
 * its connections, those of the most connections first. Sightings of a kind in one window are asked
 * for together, as many as one filter can name.
 */
final class Examples {
  /** Distinct values named in one event. */
  static final int MAX_NAMED = 100;

  /** Community IDs in one event. */
  static final int MAX_IDS = 5;

  /**
   * Sightings of a kind in one window that are asked for, the largest counts first: each question
   * reads the window, so a thousand of them must not take a thousand.
   */
  static final int MAX_SIGHTINGS = 64;

  private final RuleLog log;

  Examples(RuleLog log) {
    this.log = log;
  }

  /** Of one sighting. */
  record Of(List<String> named, List<String> communityIds) {
    static final Of NOTHING = new Of(List.of(), List.of());

    Of {
      named = List.copyOf(named);
      communityIds = List.copyOf(communityIds);
    }
  }

  /** What sightings have in common that are asked for together. */
  private record Kind(Span window, List<String> columns, String filter, String named) {
    static Kind of(Sighting sighting) {
      Connections which = sighting.which();
      String named = sighting.sides().named().column();
      return new Kind(sighting.window(), which.columns(), which.filter(), named);
    }
  }

  /** Of those that were asked for: of a kind in a window at most {@value #MAX_SIGHTINGS}. */
  Map<Sighting, Of> of(List<Sighting> sightings) {
    Map<Sighting, Of> examples = new LinkedHashMap<>();
    sightings.stream()
        .collect(Collectors.groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()))
        .forEach((kind, some) -> examples.putAll(of(kind, largest(some))));
    return examples;
  }

  private static List<Sighting> largest(List<Sighting> sightings) {
    return sightings.stream()
        .sorted(Comparator.comparingLong(Sighting::count).reversed())
        .limit(MAX_SIGHTINGS)
        .toList();
  }

  private Map<Sighting, Of> of(Kind kind, List<Sighting> sightings) {
    Map<List<String>, List<List<String>>> named =
        kind.named().isEmpty() ? Map.of() : values(sightings, List.of(kind.named()), MAX_NAMED);
    List<String> ends = Ends.besides(kind.columns());
    Map<List<String>, List<List<String>>> ids = values(sightings, ends, MAX_IDS);
    Map<Sighting, Of> examples = new LinkedHashMap<>();
    for (Sighting sighting : sightings) {
      List<String> key = sighting.which().values();
      List<String> names = named.getOrDefault(key, List.of()).stream().map(List::getFirst).toList();
      List<String> communityIds =
          Ends.communityIds(sighting.which(), ends, ids.getOrDefault(key, List.of()));
      examples.put(sighting, new Of(names, communityIds));
    }
    return examples;
  }

  /**
   * Values of columns by key, at most {@code most} of each.
   *
   * @param sightings of one kind
   */
  private Map<List<String>, List<List<String>>> values(
      List<Sighting> sightings, List<String> columns, int most) {
    List<List<String>> keys =
        sightings.stream().map(one -> one.which().values()).distinct().toList();
    int length = keys.getFirst().size();
    return log.firstOfEach(keys, question(sightings.getFirst(), columns, most)).stream()
        .map(Aggregate.Row::keys)
        .collect(
            Collectors.groupingBy(
                row -> row.subList(0, length),
                Collectors.mapping(row -> row.subList(length, row.size()), Collectors.toList())));
  }

  private static AggregateQuestion question(Sighting any, List<String> columns, int most) {
    Connections which = any.which();
    Span window = any.window();
    Scope scope = new Scope(window.start(), window.end(), !which.active(), which.filter());
    List<String> all = Stream.concat(which.columns().stream(), columns.stream()).toList();
    List<Measure> measures = List.of(Measure.CONNECTIONS);
    OfEach ofEach = new OfEach(which.columns().size(), most);
    return new AggregateQuestion(scope, all, measures, 0, RuleLog.MAX_GROUPS, null, ofEach, false);
  }
}
