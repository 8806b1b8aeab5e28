package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host of ours answers on a port on which it did not answer in the days before. Left out are
 * ports that answered once or twice, what a session announced (data connections of FTP, calls),
 * other media, UDP without a known service, connections whose beginning was not seen, so that
 * server and client may be mixed up, and all that the log does not know for long enough before its
 * first answer.
 *
 * <pre>
 *   history         1 d        window
 * |---------------|----------|########|
 *   no answer      the first answer, too few in every earlier window
 * </pre>
 *
 * <p>A port that begins slowly is new in the first window with enough connections, within a day of
 * its first answer, whether or not midnight is in between. All windows of a day (UTC) are looked at
 * by the same questions, which begin so long before that day, so that it does not matter how the
 * time is cut. Groups come in the order of their first start, the latest first: the first rows are
 * the new ones, however many servers there are.
 */
public final class NewServer implements Detection {
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<String> KEY = List.of("server", "server_port", "protocol");

  /** Of our hosts that answer. */
  private static final String ANSWERED =
      "((protocol = tcp AND server_packets > 1 AND client_packets > 1 AND NOT conn_state = REJ"
          + " AND NOT client_evidence = first_frame)"
          + " OR (protocol = udp AND server_packets > 0 AND client_packets > 0"
          + " AND NOT service = unknown))"
          + " AND NOT service_evidence = announced AND NOT service = rtp AND NOT service = rtcp";

  private final Profile profile;
  private final Limits limits;
  private final String filter;

  /**
   * @param connections that it must have answered in a window
   * @param history for how long before its first answer a new port must not have answered
   * @param leastHistory how much of that the log must know
   */
  public record Limits(int connections, Duration history, Duration leastHistory) {}

  public NewServer(Duration window, Networks networks, Limits limits) {
    this.limits = limits;
    filter = networks.inside("server") + " AND " + ANSWERED;
    profile =
        new Profile(
            "new-server",
            "A host of ours answers on a port on which it did not answer before.",
            window,
            limits.connections(),
            "answered connections to a port",
            "no such connection in the %s before the first one, of which the log must know %s"
                .formatted(Words.time(limits.history()), Words.time(limits.leastHistory())),
            "Anomaly.Behaviour");
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
    Instant at = span.start();
    while (at.isBefore(span.end())) {
      Instant day = Span.floor(at, DAY);
      Instant end = earlier(day.plus(DAY), span.end());
      sightings.addAll(lookAt(log, day, new Span(at, end)));
      at = end;
    }
    return sightings;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Where the questions about the windows of a day begin. */
  private Instant baseline(Instant day) {
    return day.minus(DAY).minus(limits.history());
  }

  /**
   * Since when the log knows enough to call an answer the first one; empty when that is not before
   * the end of the span.
   */
  private Optional<Instant> known(RuleLog log, Span span, Instant day) {
    Scope scope = Scope.started(baseline(day), span.end(), "");
    Aggregate.Row total =
        log.ask(AggregateQuestion.total(scope, Measure.FIRST_START_NANOS, Measure.CONNECTIONS))
            .total();
    return Optional.of(Instant.ofEpochSecond(0, total.value(0)).plus(limits.leastHistory()))
        .filter(known -> total.value(1) > 0 && known.isBefore(span.end()));
  }

  /** Those whose first answer is new, in the first window with enough connections. */
  private List<Sighting> lookAt(RuleLog log, Instant day, Span span) {
    Map<List<String>, Instant> fresh =
        known(log, span, day).map(known -> fresh(log, span, day, known)).orElse(Map.of());
    if (fresh.isEmpty()) {
      return List.of();
    }
    Scope scope = Scope.started(day.minus(DAY), span.end(), filter);
    List<Measure> measures =
        Counts.measures(Measure.CONNECTIONS, List.of(Measure.distinct("client"), Measure.BYTES));
    AggregateQuestion question =
        new AggregateQuestion(scope, KEY, measures, 0, 1, profile.window());
    List<Counts> counts =
        log.rowsOf(fresh.keySet(), question).stream()
            .map(row -> Counts.of(RuleLog.windowOf(row, profile.window()), row))
            .toList();
    return firstEnough(counts).stream()
        .filter(one -> !one.window().start().isBefore(span.start()))
        .filter(one -> isSoonAfter(fresh.get(one.key()), one.window()))
        .map(this::sighting)
        .toList();
  }

  /** Whether a window is at most a day after the first answer. */
  private static boolean isSoonAfter(@Nullable Instant first, Span window) {
    return first != null && !first.isBefore(window.start().minus(DAY));
  }

  /** Keys whose first answer lies in the day or the one before, and when that was. */
  private Map<List<String>, Instant> fresh(RuleLog log, Span span, Instant day, Instant known) {
    Scope scope = Scope.started(baseline(day), span.end(), filter);
    AggregateQuestion question =
        new AggregateQuestion(
            scope, KEY, List.of(Measure.FIRST_START_NANOS), 0, RuleLog.MAX_KEYS, null);
    Instant earliest = later(day.minus(DAY), known);
    Map<List<String>, Instant> fresh = new LinkedHashMap<>();
    for (Aggregate.Row row : log.ask(question).rows()) {
      Instant first = Instant.ofEpochSecond(0, row.value(0));
      if (!first.isBefore(earliest)) {
        fresh.put(row.keys(), first);
      }
    }
    if (fresh.size() >= RuleLog.MAX_KEYS) {
      log.limited(profile);
    }
    return fresh;
  }

  /** Of each key the first window with enough connections. */
  List<Counts> firstEnough(List<Counts> counts) {
    Map<List<String>, Counts> first = new LinkedHashMap<>();
    counts.stream()
        .filter(one -> one.count() >= limits.connections())
        .sorted(Comparator.comparing(one -> one.window().start()))
        .forEach(one -> first.putIfAbsent(one.key(), one));
    return List.copyOf(first.values());
  }

  private Sighting sighting(Counts counts) {
    String server = counts.key(0);
    String port = counts.key(1);
    String protocol = counts.key(2);
    return new Sighting(
        profile,
        counts.key(),
        counts,
        profile.category(),
        "%s answers on %s port %s, which it did not before".formatted(server, protocol, port),
        new Sides(
            server,
            Sides.Side.endpoint(server, port),
            Sides.Side.NONE,
            protocol,
            Sides.Named.TARGET_CLIENTS),
        List.of(
            Evidence.of("answered connections", counts.count()),
            Evidence.of("clients", counts.more(0)),
            Evidence.bytes("exchanged", counts.more(1))),
        "no answered connection to that port in the "
            + Words.time(limits.history())
            + " before the first one",
        Connections.started(KEY, counts.key(), filter));
  }
}
