package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A host of ours exchanges far more bytes over one service than in any window of the days before.
 * What it does every night is in the days before; a host or a service that the log does not know
 * for long enough has nothing to be compared with, and is left out.
 *
 * <p>Bytes of a long connection are spread evenly over its life. One question for each side finds
 * who reaches the least volume at all; only for those the days before are asked for.
 */
public final class UnusualVolume implements Detection {
  private static final List<Measure> BYTES = List.of(Measure.BYTES, Measure.CONNECTIONS);

  private final Profile profile;
  private final Limits limits;
  private final Networks networks;

  /**
   * @param leastBytes both ways in a window; less is not looked at
   * @param times the most of any earlier window
   * @param history how far the baseline reaches back
   * @param windows earlier ones with traffic that there must be
   */
  public record Limits(long leastBytes, int times, Duration history, int windows) {}

  public UnusualVolume(Duration window, Networks networks, Limits limits) {
    this.limits = limits;
    this.networks = networks;
    profile =
        new Profile(
            "unusual-volume",
            "A host of ours exchanges far more bytes over one service than ever before.",
            window,
            limits.leastBytes(),
            "bytes of one host over one service",
            "at least %d times the most of any %s of the %s before, with traffic in at least %d"
                .formatted(
                    limits.times(),
                    Words.time(window),
                    Words.time(limits.history()),
                    limits.windows()),
            "Anomaly.Traffic");
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return Detection.fingerprint(profile, networks, limits);
  }

  @Override
  public List<Sighting> look(RuleLog log, Span span) {
    List<Sighting> sightings = new ArrayList<>();
    for (String side : List.of("client", "server")) {
      sightings.addAll(look(log, span, side));
    }
    return sightings;
  }

  private List<Sighting> look(RuleLog log, Span span, String side) {
    List<Counts> large = large(log, span, side);
    if (large.isEmpty()) {
      return List.of();
    }
    Map<List<String>, SortedMap<Instant, Long>> before = before(log, large, side);
    List<Sighting> sightings = new ArrayList<>();
    for (Counts counts : large) {
      List<Long> baseline = baseline(before.get(counts.key()), counts.window().start());
      if (isUnusual(counts.count(), baseline)) {
        sightings.add(sighting(counts, baseline, side));
      }
    }
    return sightings;
  }

  private AggregateQuestion question(Instant start, Instant end, String side) {
    Scope scope = Scope.active(start, end, networks.inside(side));
    List<String> key = List.of(side, "service");
    return new AggregateQuestion(scope, key, BYTES, 0, RuleLog.MAX_KEYS, null);
  }

  /** Host, service and window that reach the least volume. */
  private List<Counts> large(RuleLog log, Span span, String side) {
    AggregateQuestion question = question(span.start(), span.end(), side);
    List<Aggregate.Row> large =
        log.ask(question).rows().stream()
            .filter(row -> row.value(0) >= limits.leastBytes())
            .toList();
    if (large.size() >= RuleLog.MAX_KEYS) {
      log.limited(profile);
    }
    if (large.isEmpty()) {
      return List.of();
    }
    List<List<String>> keys = large.stream().map(Aggregate.Row::keys).toList();
    return log.rowsOf(keys, question.perBucket(profile.window())).stream()
        .filter(row -> row.value(0) >= limits.leastBytes())
        .map(this::counts)
        .toList();
  }

  private Counts counts(Aggregate.Row row) {
    Span window = RuleLog.windowOf(row, profile.window());
    return new Counts(
        window, row.keys(), row.value(0), row.value(1), window.start(), window.end(), List.of());
  }

  /** Bytes by key and window, as far back as the earliest needs. */
  private Map<List<String>, SortedMap<Instant, Long>> before(
      RuleLog log, List<Counts> large, String side) {
    Instant first =
        large.stream().map(one -> one.window().start()).min(Instant::compareTo).orElseThrow();
    Instant last =
        large.stream().map(one -> one.window().start()).max(Instant::compareTo).orElseThrow();
    AggregateQuestion question =
        question(first.minus(limits.history()), last, side).perBucket(profile.window());
    Map<List<String>, SortedMap<Instant, Long>> before = new HashMap<>();
    for (Aggregate.Row row : log.rowsOf(WindowKey.keys(large), question)) {
      before
          .computeIfAbsent(row.keys(), key -> new TreeMap<>())
          .put(RuleLog.windowOf(row, profile.window()).start(), row.value(0));
    }
    return before;
  }

  private List<Long> baseline(@Nullable SortedMap<Instant, Long> bytes, Instant start) {
    return bytes == null
        ? List.of()
        : List.copyOf(bytes.subMap(start.minus(limits.history()), start).values());
  }

  /**
   * @param baseline bytes of the earlier windows with traffic
   */
  boolean isUnusual(long bytes, List<Long> baseline) {
    return bytes >= limits.leastBytes()
        && baseline.size() >= limits.windows()
        && bytes / limits.times() >= most(baseline);
  }

  private static long most(List<Long> baseline) {
    return baseline.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private Sighting sighting(Counts counts, List<Long> baseline, String side) {
    String host = counts.key(0);
    String service = counts.key(1);
    boolean client = side.equals("client");
    Sides.Side us = Sides.Side.address(host);
    long median = baseline.stream().sorted().toList().get(baseline.size() / 2);
    return new Sighting(
        profile,
        List.of(side, host, service),
        counts,
        profile.category(),
        "%s exchanged %s as a %s of %s".formatted(host, Words.bytes(counts.count()), side, service),
        new Sides(
            host,
            client ? us : Sides.Side.NONE,
            client ? Sides.Side.NONE : us,
            "",
            client ? Sides.Named.TARGET_SERVERS : Sides.Named.SOURCE_CLIENTS),
        List.of(
            Evidence.bytes("exchanged", counts.count()),
            Evidence.bytes("most of an earlier window", most(baseline)),
            Evidence.bytes("median of earlier windows", median),
            Evidence.of("earlier windows with traffic", baseline.size())),
        "%s at most in any %s of the %s before, %s in the median of %d with traffic"
            .formatted(
                Words.bytes(most(baseline)),
                Words.time(profile.window()),
                Words.time(limits.history()),
                Words.bytes(median),
                baseline.size()),
        new Connections(List.of(side, "service"), counts.key(), networks.inside(side), true));
  }
}
