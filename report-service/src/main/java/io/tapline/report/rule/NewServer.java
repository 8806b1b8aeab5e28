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

/**
 * A host of ours answers on a port on which it did not answer in the days before. Left out are
 * ports that answered once or twice (data connections of FTP, calls), UDP without a known service,
 * connections whose beginning was not seen, so that server and client may be mixed up, and all
 * while the log is younger than what it must know.
 *
 * <p>The baseline of all windows of a day (UTC) begins so many days before that day, so that it
 * does not matter how the time is cut. Groups come in the order of their first start, the latest
 * first: the first rows are the new ones, however many servers there are.
 */
public final class NewServer implements Detection {
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<String> KEY = List.of("server", "server_port", "protocol");

  /** Of our hosts that answer. */
  private static final String ANSWERED =
      "((protocol = tcp AND server_packets > 1 AND client_packets > 1 AND NOT conn_state = REJ"
          + " AND NOT client_evidence = first_frame)"
          + " OR (protocol = udp AND server_packets > 0 AND client_packets > 0"
          + " AND NOT service = unknown))";

  private final Profile profile;
  private final Limits limits;
  private final String filter;

  /**
   * @param connections that it must have answered in a window
   * @param history how far the baseline reaches back from the beginning of the day
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
            "no such connection in the %s before that day, of which the log must know %s"
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
      if (isOldEnough(log, day)) {
        sightings.addAll(lookAt(log, day, new Span(at, end)));
      }
      at = end;
    }
    return sightings;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whether the log begins so long before the day. */
  private boolean isOldEnough(RuleLog log, Instant day) {
    Scope before = Scope.started(day.minus(limits.history()), day, "");
    Aggregate.Row total =
        log.ask(AggregateQuestion.total(before, Measure.FIRST_START_NANOS, Measure.CONNECTIONS))
            .total();
    Instant first = Instant.ofEpochSecond(0, total.value(0));
    return total.value(1) > 0 && !first.isAfter(day.minus(limits.leastHistory()));
  }

  /** Those that did not answer before the day, in the first window with enough connections. */
  private List<Sighting> lookAt(RuleLog log, Instant day, Span span) {
    List<List<String>> fresh = fresh(log, day, span.end());
    if (fresh.isEmpty()) {
      return List.of();
    }
    Scope scope = Scope.started(day, span.end(), filter);
    List<Measure> measures =
        Counts.measures(Measure.CONNECTIONS, List.of(Measure.distinct("client"), Measure.BYTES));
    AggregateQuestion question =
        new AggregateQuestion(scope, KEY, measures, 0, 1, profile.window());
    List<Counts> counts =
        log.rowsOf(fresh, question).stream()
            .map(row -> Counts.of(RuleLog.windowOf(row, profile.window()), row))
            .toList();
    return firstEnough(counts).stream()
        .filter(one -> !one.window().start().isBefore(span.start()))
        .map(this::sighting)
        .toList();
  }

  /** Keys whose first answer lies in the day. */
  private List<List<String>> fresh(RuleLog log, Instant day, Instant end) {
    Scope scope = Scope.started(day.minus(limits.history()), end, filter);
    AggregateQuestion question =
        new AggregateQuestion(
            scope, KEY, List.of(Measure.FIRST_START_NANOS), 0, RuleLog.MAX_KEYS, null);
    List<List<String>> fresh =
        log.ask(question).rows().stream()
            .filter(row -> !Instant.ofEpochSecond(0, row.value(0)).isBefore(day))
            .map(Aggregate.Row::keys)
            .toList();
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
        "no answered connection to that port in the " + Words.time(limits.history()) + " before",
        Connections.started(KEY, counts.key(), filter));
  }
}
