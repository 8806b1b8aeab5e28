package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host of ours calls one address outside at a steady rhythm with little to say, and hardly any
 * other host of ours does. Left out are names and clocks, which are asked for in a rhythm by design
 * (DNS, DHCP, NTP), what moves data, such as a backup, and what many hosts call, such as updates.
 *
 * <p>Three questions a window, and only the first where nothing is steady: counts by key and sixth
 * of the window; how many clients the servers have whose counts are even; the seconds in which the
 * rest began.
 */
public final class Beaconing implements Detection {
  /** Parts of a window whose counts must be even. */
  public static final int PARTS = 6;

  private static final int MAX_KEYS = RuleLog.MAX_WINDOW_ROWS / (PARTS + 1);

  /** Keys whose every second is looked at, in one window. */
  private static final int MAX_CLOSE = 200;

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final List<String> KEY = List.of("client", "server", "server_port", "protocol");

  private final Profile profile;
  private final Limits limits;
  private final String filter;

  /**
   * @param connections at least so many in a window, in different seconds
   * @param shortestInterval what comes more often is not a rhythm of this kind
   * @param percent of the intervals that must be within a tenth of the median
   * @param clients hosts of ours that may call the same address and port
   * @param largestBytes of a connection, each way
   */
  public record Limits(
      int connections, Duration shortestInterval, int percent, int clients, long largestBytes) {}

  public Beaconing(Duration window, Networks networks, Limits limits) {
    this.limits = limits;
    profile =
        new Profile(
            "beaconing",
            "A host of ours calls one address outside at a steady rhythm.",
            window,
            limits.connections(),
            "small connections to one address and port",
            "%d %% of the intervals within a tenth of their median, at least %s; at most %s"
                .formatted(
                    limits.percent(),
                    Words.time(limits.shortestInterval()),
                    Words.of(limits.clients(), "client")),
            "Anomaly.Connection");
    filter =
        networks.inside("client")
            + " AND "
            + networks.outside("server")
            + " AND client_bytes <= %d AND server_bytes <= %d"
                .formatted(limits.largestBytes(), limits.largestBytes())
            + " AND NOT (service = dns OR service = ntp OR service = dhcp OR server_port = 53"
            + " OR server_port = 123)";
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return Detection.fingerprint(profile, filter, limits);
  }

  @Override
  public List<Sighting> look(RuleLog log, Span span) {
    List<Sighting> sightings = new ArrayList<>();
    for (Instant at = span.start(); at.isBefore(span.end()); at = at.plus(profile.window())) {
      sightings.addAll(lookAt(log, new Span(at, at.plus(profile.window()))));
    }
    return sightings;
  }

  private List<Sighting> lookAt(RuleLog log, Span window) {
    Set<List<String>> steady = steady(log, window);
    Set<String> rare = steady.isEmpty() ? Set.of() : rare(log, window, steady);
    steady.removeIf(key -> !rare.contains(key.get(1)));
    List<Sighting> sightings = new ArrayList<>();
    times(log, window, steady).forEach((key, times) -> judge(window, key, times, sightings));
    return sightings;
  }

  private AggregateQuestion question(Span window, List<String> key, Measure measure) {
    Scope scope = Scope.started(window.start(), window.end(), filter);
    return new AggregateQuestion(scope, key, List.of(measure), 0, MAX_KEYS, null);
  }

  /** Keys with enough connections, about as many in each part of the window; busy ones first. */
  private Set<List<String>> steady(RuleLog log, Span window) {
    Duration part = profile.window().dividedBy(PARTS);
    Aggregate answer = log.ask(question(window, KEY, Measure.CONNECTIONS).perBucket(part));
    Map<List<String>, List<Long>> parts = new LinkedHashMap<>();
    for (Aggregate.Row row : answer.rows()) {
      long index =
          Duration.between(window.start(), RuleLog.windowOf(row, part).start()).dividedBy(part);
      List<Long> counts = parts.computeIfAbsent(row.keys(), key -> new ArrayList<>(emptyParts()));
      counts.set((int) index, row.value(0));
    }
    if (answer.groups() > parts.size() && smallest(parts) >= limits.connections()) {
      log.limited(profile);
    }
    parts.values().removeIf(counts -> !isSteady(counts));
    return new LinkedHashSet<>(parts.keySet());
  }

  private static List<Long> emptyParts() {
    return Collections.nCopies(PARTS, 0L);
  }

  private static long smallest(Map<List<String>, List<Long>> parts) {
    return parts.values().stream().mapToLong(Beaconing::sum).min().orElse(0);
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Even but for the first and the last part in which there is something. */
  boolean isSteady(List<Long> counts) {
    long sum = sum(counts);
    if (sum < limits.connections() || sum > most()) {
      return false;
    }
    int first = 0;
    int last = counts.size() - 1;
    while (counts.get(first) == 0) {
      first++;
    }
    while (counts.get(last) == 0) {
      last--;
    }
    List<Long> inner = last - first < 2 ? List.of() : counts.subList(first + 1, last);
    long least = inner.stream().mapToLong(Long::longValue).min().orElse(1);
    long greatest = inner.stream().mapToLong(Long::longValue).max().orElse(1);
    return least > 0 && greatest <= least + Math.max(2, least / 2);
  }

  /** Connections of a key in a window at the shortest interval. */
  private long most() {
    return profile.window().dividedBy(limits.shortestInterval());
  }

  /** Servers that few of our hosts call. */
  private Set<String> rare(RuleLog log, Span window, Set<List<String>> steady) {
    Set<List<String>> servers = new HashSet<>();
    steady.forEach(key -> servers.add(List.of(key.get(1))));
    Set<String> rare = new HashSet<>();
    AggregateQuestion question = question(window, List.of("server"), Measure.distinct("client"));
    for (Aggregate.Row row : log.rowsOf(servers, question)) {
      if (row.value(0) <= limits.clients()) {
        rare.add(row.key(0));
      }
    }
    return rare;
  }

  /** The seconds in which connections began, in order. */
  private Map<List<String>, List<Instant>> times(RuleLog log, Span window, Set<List<String>> keys) {
    Map<List<String>, List<Instant>> times = new LinkedHashMap<>();
    AggregateQuestion question = question(window, KEY, Measure.CONNECTIONS).perBucket(SECOND);
    for (Aggregate.Row row : log.rowsOf(first(log, keys), question, (int) most())) {
      Instant second = RuleLog.windowOf(row, SECOND).start();
      times.computeIfAbsent(row.keys(), key -> new ArrayList<>()).add(second);
    }
    return times;
  }

  /** As many as are looked at closely in a window. */
  private List<List<String>> first(RuleLog log, Set<List<String>> keys) {
    if (keys.size() > MAX_CLOSE) {
      log.limited(profile);
    }
    return keys.stream().limit(MAX_CLOSE).toList();
  }

  private void judge(Span window, List<String> key, List<Instant> times, List<Sighting> sightings) {
    Rhythm.of(times.stream().sorted().toList())
        .filter(rhythm -> isBeacon(times.size(), rhythm))
        .ifPresent(rhythm -> sightings.add(sighting(window, key, times, rhythm)));
  }

  boolean isBeacon(int connections, Rhythm rhythm) {
    return connections >= limits.connections()
        && rhythm.interval().compareTo(limits.shortestInterval()) >= 0
        && rhythm.percent() >= limits.percent();
  }

  private Sighting sighting(Span window, List<String> key, List<Instant> times, Rhythm rhythm) {
    int count = times.size();
    String client = key.getFirst();
    String server = key.get(1);
    String port = key.get(2);
    Counts counts =
        new Counts(window, key, count, count, times.getFirst(), times.getLast(), List.of());
    return new Sighting(
        profile,
        key,
        counts,
        profile.category(),
        "%s called %s port %s %d times, every %s"
            .formatted(client, server, port, count, Words.time(rhythm.interval())),
        new Sides(
            client,
            Sides.Side.address(client),
            Sides.Side.endpoint(server, port),
            key.get(3),
            Sides.Named.NOTHING),
        List.of(
            Evidence.of("connections", count),
            Evidence.seconds("median interval", rhythm.interval().toSeconds()),
            Evidence.of("intervals within a tenth of it", rhythm.regular()),
            Evidence.of("intervals", rhythm.intervals())),
        "at most %s of ours called that address".formatted(Words.of(limits.clients(), "host")),
        Connections.started(KEY, key, filter));
  }
}
