package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections to one port of a server are begun and left half-open, many more than are used. A
 * server that is away is tried again and again by the same clients, which repeat each SYN; a server
 * that is loaded finishes what it takes.
 */
public final class SynFlood implements Detection {
  /** From how many clients on a flood counts as distributed, and its sources as made up. */
  static final long MANY_CLIENTS = 20;

  private static final String OTHERS = "protocol = tcp AND client_tcp_flags > 15";
  private static final List<String> KEY = List.of("server", "server_port");

  private final Profile profile;
  private final HotQuestion question;
  private final int timesUsed;

  /**
   * @param halfOpen connections to one port of a server left half-open in a window
   * @param timesUsed they must be so many times the connections that went on
   */
  public SynFlood(Duration window, int halfOpen, int timesUsed) {
    this.timesUsed = timesUsed;
    profile =
        new Profile(
            "syn-flood",
            "Connections to one TCP port of a server are begun and left half-open.",
            window,
            halfOpen,
            "half-open connections to one port of a server",
            "at least %d times the connections to that port that went on".formatted(timesUsed),
            "Availability.DoS");
    question =
        new HotQuestion(
            profile,
            Attempts.HALF_OPEN,
            KEY,
            Measure.CONNECTIONS,
            List.of(Measure.distinct("client")));
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return Detection.fingerprint(profile, question.filter(), timesUsed);
  }

  @Override
  public List<Sighting> look(RuleLog log, Span span) {
    List<Counts> floods = log.hot(question, span);
    if (floods.isEmpty()) {
      return List.of();
    }
    Map<WindowKey, Long> used = used(log, floods, span);
    return floods.stream()
        .filter(flood -> isFlood(flood.count(), used.getOrDefault(WindowKey.of(flood), 0L)))
        .map(flood -> sighting(flood, used.getOrDefault(WindowKey.of(flood), 0L)))
        .toList();
  }

  boolean isFlood(long halfOpen, long used) {
    return halfOpen >= profile.threshold() && halfOpen >= used * timesUsed;
  }

  /** Connections that went on, by window and key. */
  private Map<WindowKey, Long> used(RuleLog log, List<Counts> floods, Span span) {
    Scope scope =
        Scope.started(span.start(), span.end(), OTHERS + " AND NOT client_tcp_flags = 194");
    AggregateQuestion asked =
        new AggregateQuestion(scope, KEY, List.of(Measure.CONNECTIONS), 0, 1, profile.window());
    Map<WindowKey, Long> used = new HashMap<>();
    for (Aggregate.Row row : log.rowsOf(WindowKey.keys(floods), asked)) {
      used.put(WindowKey.of(row, profile.window()), row.value(0));
    }
    return used;
  }

  private Sighting sighting(Counts flood, long used) {
    String server = flood.key(0);
    String port = flood.key(1);
    long clients = flood.more(0);
    boolean many = clients >= MANY_CLIENTS;
    return new Sighting(
        profile,
        flood.key(),
        flood,
        many ? "Availability.DDoS" : profile.category(),
        "%s began %s to TCP port %s of %s and left them half-open"
            .formatted(
                Words.of(clients, "client"), Words.of(flood.count(), "connection"), port, server),
        new Sides(
            server,
            Sides.Side.NONE,
            Sides.Side.endpoint(server, port),
            "tcp",
            many ? Sides.Named.NOTHING : Sides.Named.SOURCE_CLIENTS),
        List.of(
            Evidence.of("half-open connections", flood.count()), Evidence.of("clients", clients)),
        "%s to that port went on in the same %s"
            .formatted(Words.of(used, "connection"), Words.time(profile.window())),
        question.connections(flood.key()));
  }
}
