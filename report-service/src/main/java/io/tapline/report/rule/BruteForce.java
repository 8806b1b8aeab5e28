package io.tapline.report.rule;

import io.tapline.report.log.KeyFilter;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One client logs in at one server again and again: many short connections to a service that asks
 * for a password, in which both sides spoke and little was said. A session in which somebody works,
 * copies or reads mail says more or lasts longer. Logins over HTTP are not told apart from reading.
 */
public final class BruteForce implements Detection {
  /** Longer ones are sessions. */
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(60);

  /** Frames of one direction with more bytes belong to a session. */
  private static final int LARGEST_ATTEMPT_BYTES = 10_000;

  private final Profile profile;
  private final HotQuestion question;
  private final Map<String, Integer> attempts;

  /**
   * @param attempts connections in a window from which it is brute force, by service
   */
  public BruteForce(Duration window, Map<String, Integer> attempts) {
    this.attempts = new TreeMap<>(attempts);
    int fewest = attempts.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
    profile =
        new Profile(
            "brute-force",
            "One client begins many short sessions of a service that asks for a password.",
            window,
            fewest,
            "short sessions of one service of a server; by service " + this.attempts,
            "",
            "Attempt.Login");
    question =
        new HotQuestion(
            profile,
            filter(),
            List.of("client", "server", "service"),
            Measure.CONNECTIONS,
            List.of(Measure.CLIENT_BYTES, Measure.SERVER_BYTES));
  }

  private String filter() {
    return Attempts.CONVERSED
        + " AND duration < %d AND client_bytes < %d AND server_bytes < %d AND "
            .formatted(LONGEST_ATTEMPT.toSeconds(), LARGEST_ATTEMPT_BYTES, LARGEST_ATTEMPT_BYTES)
        + KeyFilter.oneOf("service", attempts.keySet());
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return Detection.fingerprint(profile, question.filter(), attempts);
  }

  @Override
  public List<Sighting> look(RuleLog log, Span span) {
    return log.hot(question, span).stream()
        .filter(counts -> isBruteForce(counts.key(2), counts.count()))
        .map(this::sighting)
        .toList();
  }

  boolean isBruteForce(String service, long sessions) {
    Integer least = attempts.get(service);
    return least != null && sessions >= least;
  }

  private Sighting sighting(Counts counts) {
    String client = counts.key(0);
    String server = counts.key(1);
    String service = counts.key(2);
    return new Sighting(
        profile,
        counts.key(),
        counts,
        profile.category(),
        "%s began %s of %s at %s, each short and small"
            .formatted(client, Words.of(counts.count(), "session"), service, server),
        new Sides(
            client,
            Sides.Side.address(client),
            Sides.Side.address(server),
            "tcp",
            Sides.Named.TARGET_PORTS),
        List.of(
            Evidence.of("sessions of " + service, counts.count()),
            Evidence.bytes("a session, from the client", counts.more(0) / counts.connections()),
            Evidence.bytes("a session, from the server", counts.more(1) / counts.connections())),
        "",
        question.connections(counts.key()));
  }
}
