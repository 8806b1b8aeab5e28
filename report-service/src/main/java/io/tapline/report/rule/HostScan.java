package io.tapline.report.rule;

import io.tapline.report.log.Measure;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.List;

/** One client tries one TCP port on many servers and nothing comes of it. */
public final class HostScan implements Detection {
  private final Profile profile;
  private final HotQuestion question;

  /**
   * @param servers distinct servers on one port in a window from which a client is a scanner
   */
  public HostScan(Duration window, int servers) {
    profile =
        new Profile(
            "host-scan",
            "One client tries one TCP port on many servers and nothing comes of it.",
            window,
            servers,
            "distinct servers on one port",
            "",
            "Recon.Scanning");
    question =
        new HotQuestion(
            profile,
            Attempts.FUTILE,
            List.of("client", "server_port"),
            Measure.distinct("server"),
            List.of());
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return Detection.fingerprint(profile, question.filter());
  }

  @Override
  public List<Sighting> look(RuleLog log, Span span) {
    return log.hot(question, span).stream().map(this::sighting).toList();
  }

  private Sighting sighting(Counts counts) {
    String client = counts.key(0);
    String port = counts.key(1);
    return new Sighting(
        profile,
        counts.key(),
        counts,
        profile.category(),
        "%s tried TCP port %s on %d servers".formatted(client, port, counts.count()),
        new Sides(
            client,
            Sides.Side.address(client),
            Sides.Side.port(port),
            "tcp",
            Sides.Named.TARGET_SERVERS),
        List.of(
            Evidence.of("servers tried", counts.count()),
            Evidence.of("attempts that came to nothing", counts.connections())),
        "",
        question.connections(counts.key()));
  }
}
