package io.tapline.report.detect;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Connections;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an event names of its sighting: distinct values of a column, and Community IDs of a few of
 * its connections, those of the most connections first. All sightings of a kind in one window take
 * one question for the values and one for the IDs; a sighting takes one of its own when they are
 * too many for that.
 */
final class Examples {
  /** Distinct values named in one event. */
  static final int MAX_NAMED = 100;

  /** Community IDs in one event. */
  static final int MAX_IDS = 5;

  private final ConnectionLog log;

  Examples(ConnectionLog log) {
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

  Map<Sighting, Of> of(List<Sighting> sightings) {
    Map<Sighting, Of> examples = new LinkedHashMap<>();
    sightings.stream()
        .collect(Collectors.groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()))
        .forEach((kind, some) -> examples.putAll(of(kind, some)));
    return examples;
  }

  private Map<Sighting, Of> of(Kind kind, List<Sighting> sightings) {
    Map<Sighting, List<List<String>>> named =
        kind.named().isEmpty() ? Map.of() : values(sightings, List.of(kind.named()), MAX_NAMED);
    List<String> ends = Ends.besides(kind.columns());
    Map<Sighting, List<List<String>>> ids = values(sightings, ends, MAX_IDS);
    Map<Sighting, Of> examples = new LinkedHashMap<>();
    for (Sighting sighting : sightings) {
      List<String> names =
          named.getOrDefault(sighting, List.of()).stream().map(List::getFirst).toList();
      List<String> communityIds =
          Ends.communityIds(sighting.which(), ends, ids.getOrDefault(sighting, List.of()));
      examples.put(sighting, new Of(names, communityIds));
    }
    return examples;
  }

  /** Values of columns by sighting, at most {@code most} of each. */
  private Map<Sighting, List<List<String>>> values(
      List<Sighting> sightings, List<String> columns, int most) {
    Map<Sighting, List<List<String>>> values = new HashMap<>();
    Map<List<String>, List<List<String>>> together =
        sightings.size() == 1 ? Map.of() : together(sightings.getFirst(), columns, most);
    for (Sighting sighting : sightings) {
      List<List<String>> found = together.get(sighting.which().values());
      values.put(sighting, found == null ? alone(sighting, columns, most) : found);
    }
    return values;
  }

  /** By key: of all sightings where they fit an answer, else of those that have the most. */
  private Map<List<String>, List<List<String>>> together(
      Sighting any, List<String> columns, int most) {
    List<String> key = any.which().columns();
    List<String> all = new ArrayList<>(key);
    all.addAll(columns);
    Aggregate answer = ask(any, any.which().filter(), all, RuleLog.MAX_GROUPS);
    Map<List<String>, List<List<String>>> values = new HashMap<>();
    for (Aggregate.Row row : answer.rows()) {
      List<List<String>> some =
          values.computeIfAbsent(row.keys().subList(0, key.size()), one -> new ArrayList<>());
      if (some.size() < most) {
        some.add(row.keys().subList(key.size(), all.size()));
      }
    }
    boolean whole = answer.groups() <= answer.rows().size();
    values.values().removeIf(some -> !whole && some.size() < most);
    return values;
  }

  private List<List<String>> alone(Sighting sighting, List<String> columns, int most) {
    return ask(sighting, sighting.filter(), columns, most).rows().stream()
        .map(Aggregate.Row::keys)
        .toList();
  }

  private Aggregate ask(Sighting sighting, String filter, List<String> columns, int limit) {
    Span window = sighting.window();
    Scope scope = new Scope(window.start(), window.end(), !sighting.which().active(), filter);
    List<Measure> measures = List.of(Measure.CONNECTIONS);
    return log.aggregate(new AggregateQuestion(scope, columns, measures, 0, limit, null));
  }
}
