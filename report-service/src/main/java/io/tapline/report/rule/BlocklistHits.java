package io.tapline.report.rule;

import io.tapline.report.blocklist.Blocklists;
import io.tapline.report.blocklist.Blocklists.Listing;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.KeyFilter;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Connections with an address or a name that a list has. A host that calls what is listed is one,
 * whatever came of it. What is listed and calls here is one only where it was answered: everybody
 * is scanned all day, and what came to nothing is for the scan detections.
 *
 * <p>Lists are too long for filters, so the log is asked which addresses and names there were, and
 * these are looked up; only what is listed takes another question. Without lists nothing is asked.
 */
public final class BlocklistHits implements Detection {
  private static final String ANSWERED = "server_packets > 0 AND NOT conn_state = REJ";

  private final Profile profile;
  private final Supplier<Blocklists> lists;

  /** What is looked up: a column, and the one that says who is on the other side. */
  private enum Way {
    CALLED("server", "client", "", "Malware"),
    CALLING("client", "server", ANSWERED, "Anomaly.Connection"),
    NAMED("hostname", "client", "", "Malware");

    private final String column;
    private final String peer;
    private final String filter;
    private final String category;

    Way(String column, String peer, String filter, String category) {
      this.column = column;
      this.peer = peer;
      this.filter = filter;
      this.category = category;
    }

    private List<String> key() {
      return List.of(column, peer, "protocol", "server_port");
    }
  }

  public BlocklistHits(Duration window, Supplier<Blocklists> lists) {
    this.lists = lists;
    profile =
        new Profile(
            "blocklist",
            "A connection with an address or a name that a list has.",
            window,
            1,
            "connections with what is listed",
            "the lists as they are when the window is looked at",
            "Malware");
  }

  @Override
  public Profile profile() {
    return profile;
  }

  /** Other lists do not look at the whole log again. */
  @Override
  public String fingerprint() {
    return Detection.fingerprint(profile);
  }

  @Override
  public List<Sighting> look(RuleLog log, Span span) {
    Blocklists now = lists.get();
    DistinctValues values = new DistinctValues(log, profile);
    List<Sighting> sightings = new ArrayList<>();
    if (now.hasAddresses()) {
      look(
          log,
          span,
          Way.CALLED,
          listed(values.addresses(span, "server", ""), now::ofAddress),
          sightings);
      look(
          log,
          span,
          Way.CALLING,
          listed(values.addresses(span, "client", ANSWERED), now::ofAddress),
          sightings);
    }
    if (now.hasNames()) {
      look(log, span, Way.NAMED, listed(values.names(span, "hostname"), now::ofName), sightings);
    }
    return sightings;
  }

  private static Map<String, Listing> listed(
      List<String> values, Function<String, Optional<Listing>> find) {
    Map<String, Listing> listed = new HashMap<>();
    for (String value : values) {
      find.apply(value).ifPresent(listing -> listed.put(value, listing));
    }
    return listed;
  }

  private void look(
      RuleLog log, Span span, Way way, Map<String, Listing> listed, List<Sighting> sightings) {
    List<List<String>> keys = listed.keySet().stream().sorted().map(List::of).toList();
    for (String filter : KeyFilter.anyOf(way.filter, List.of(way.column), keys)) {
      for (Counts counts : counts(log, span, way, filter)) {
        Listing listing = listed.get(counts.key(0));
        if (listing != null) { // a name with an asterisk finds others, too
          sightings.add(sighting(counts, way, listing));
        }
      }
    }
  }

  /** By what is listed and who is on the other side. */
  private List<Counts> counts(RuleLog log, Span span, Way way, String filter) {
    Scope scope = Scope.started(span.start(), span.end(), filter);
    AggregateQuestion question =
        new AggregateQuestion(
            scope,
            way.key(),
            Counts.measures(Measure.CONNECTIONS, List.of(Measure.BYTES)),
            0,
            RuleLog.MAX_KEYS,
            null);
    Aggregate whole = log.ask(question);
    if (whole.groups() > RuleLog.MAX_KEYS) {
      log.limited(profile);
    }
    int groups = Math.max(1, whole.rows().size());
    return log.rows(question.perBucket(profile.window()), groups).stream()
        .map(row -> Counts.of(RuleLog.windowOf(row, profile.window()), row))
        .toList();
  }

  private Sighting sighting(Counts counts, Way way, Listing listing) {
    String value = counts.key(0);
    String peer = counts.key(1);
    String port = counts.key(3);
    return new Sighting(
        profile,
        key(way, counts),
        counts,
        way.category,
        headline(way, value, peer, port, counts.count()),
        sides(way, value, peer, port, counts.key(2)),
        List.of(
            Evidence.of("connections", counts.count()),
            Evidence.bytes("exchanged", counts.more(0))),
        "%s is on the list %s as %s".formatted(value, listing.list(), listing.entry()),
        Connections.started(way.key(), counts.key(), way.filter));
  }

  /** The same two hosts may call each other on the same port. */
  private static List<String> key(Way way, Counts counts) {
    List<String> key = new ArrayList<>(counts.key());
    key.addLast(way.name().toLowerCase(Locale.ROOT));
    return key;
  }

  private static String headline(Way way, String value, String peer, String port, long count) {
    return switch (way) {
      case CALLED, NAMED ->
          "%s called %s port %s, which is listed, %s"
              .formatted(peer, value, port, Words.of(count, "time"));
      case CALLING ->
          "%s, which is listed, was answered by %s on port %s, %s"
              .formatted(value, peer, port, Words.of(count, "time"));
    };
  }

  private static Sides sides(Way way, String value, String peer, String port, String protocol) {
    Sides.Side other =
        switch (way) {
          case CALLED -> Sides.Side.endpoint(value, port);
          case CALLING -> Sides.Side.endpoint(peer, port);
          case NAMED -> new Sides.Side(List.of(), List.of(Integer.parseInt(port)), List.of(value));
        };
    String caller = way == Way.CALLING ? value : peer;
    Sides.Named named = way == Way.NAMED ? Sides.Named.TARGET_SERVERS : Sides.Named.NOTHING;
    return new Sides(caller, Sides.Side.address(caller), other, protocol, named);
  }
}
