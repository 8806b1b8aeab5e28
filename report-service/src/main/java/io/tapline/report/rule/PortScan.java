package io.tapline.report.rule;

import io.tapline.report.log.Measure;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.List;

/** One client tries many TCP ports of one server and nothing comes of it. */
public final class PortScan implements Detection {
  private static final int HIGHEST_PORT = 65_535;

  private final Profile profile;
  private final HotQuestion question;

  /**
   * @param ports distinct ports of one server in a window from which a client is a scanner
   * @param highestPort ports above it do not count; flow-dscan looks at those below 1024
   */
  public PortScan(Duration window, int ports, int highestPort) {
    profile =
        new Profile(
            "port-scan",
            "One client tries many TCP ports of one server and nothing comes of it.",
            window,
            ports,
            "distinct ports of one server",
            "",
            "Recon.Scanning");
    question =
        new HotQuestion(
            profile,
            filter(highestPort),
            List.of("client", "server"),
            Measure.distinct("server_port"),
            List.of());
  }

  private static String filter(int highestPort) {
    return highestPort >= HIGHEST_PORT
        ? Attempts.FUTILE
        : Attempts.FUTILE + " AND server_port <= " + highestPort;
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
    String server = counts.key(1);
    return new Sighting(
        profile,
        counts.key(),
        counts,
        profile.category(),
        "%s tried %d TCP ports of %s".formatted(client, counts.count(), server),
        new Sides(
            client,
            Sides.Side.address(client),
            Sides.Side.address(server),
            "tcp",
            Sides.Named.TARGET_PORTS),
        List.of(
            Evidence.of("ports tried", counts.count()),
            Evidence.of("attempts that came to nothing", counts.connections())),
        "",
        question.connections(counts.key()));
  }
}
