package io.tapline.flowlog.search;

import static io.tapline.flowlog.search.LogFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.search.filter.FilterRemark;
import io.tapline.flowlog.search.filter.FilterRemark.Reason;
import io.tapline.flowlog.store.AskedSources;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterRemarksTest {
  @TempDir static Path directory;
  private static LogFixture log;

  @BeforeAll
  static void open() throws Exception {
    log = new LogFixture(directory).add(500, 1);
  }

  @AfterAll
  static void close() throws Exception {
    log.close();
  }

  private static List<FilterRemark> remarks(String filter) {
    return remarks(filter, LogFixture.ALL);
  }

  private static List<FilterRemark> remarks(String filter, Interval interval) {
    return interval.remarks(
        Filter.compile(filter, LogFixture.SOURCES, LogFixture.NET_OBJECTS), false);
  }

  private static Interval from(String start, String end, Interval.Match match) {
    return new Interval(nanos(start), nanos(end), match);
  }

  private static long nanos(String time) {
    return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server_port = 80 AND server_port = 81",
        "bytes > 100 AND bytes < 100",
        "protocol = udp AND protocol = tcp",
        "protocol = udp AND conn_state = S0",
        "client = 10.0.0.0/8 AND client = 192.168.0.1",
        "exporter = 10.0.0.1 AND exporter = 10.0.0.2",
        "service = dns AND service = tls",
        "conn_state = S0 AND conn_state = SF",
        "open = true AND open = false",
        "vlan = 5 AND (open = true AND vlan = 6)",
        "(vlan = 1 AND vlan = 2) OR (port = 80 AND bytes < 5 AND bytes > 5)",
        "vlan = 7 AND ((vlan = 1 AND vlan = 2) OR (vlan = 3 AND vlan = 4))"
      })
  void terms_that_never_hold_together_are_a_contradiction(String filter) {
    assertThat(remarks(filter))
        .extracting(FilterRemark::reason)
        .containsExactly(Reason.CONTRADICTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "port = 80 AND port = 81", // one on each side
        "host = 10.0.0.1 AND host = 10.0.0.2",
        "server_port = 80 OR server_port = 81",
        "client = 10.0.0.0/8 AND client = 10.1.0.0/16",
        "protocol = tcp AND conn_state = S0",
        "protocol = udp AND conn_state != S0",
        "NOT (server_port = 80 AND server_port = 81)",
        "bytes >= 100 AND bytes <= 100",
        "hostname = *a* AND hostname = b",
        "source = sensor/eth0",
        "source = missing OR vlan = 5"
      })
  void terms_that_can_hold_together_are_none(String filter) {
    assertThat(remarks(filter)).isEmpty();
  }

  @Test
  void a_remark_names_the_field() {
    assertThat(remarks("server_port = 80 AND server_port = 81").getFirst().description())
        .isEqualTo("No connection meets all terms about server_port.");
    assertThat(remarks("history = S AND history = D").getFirst().description()).contains("history");
  }

  @Test
  void a_source_that_there_is_not_is_named() {
    assertThat(remarks("source = \"sensor/missing\""))
        .containsExactly(
            new FilterRemark(Reason.UNKNOWN_SOURCE, "There is no source \"sensor/missing\"."));
  }

  @Test
  void times_of_the_filter_that_lie_outside_of_the_interval_are_said() {
    Interval day = from("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z", Interval.Match.ACTIVE);
    Interval began = Interval.started(day.startNanos(), day.endNanos());
    assertThat(remarks("start >= 2026-01-03", day))
        .extracting(FilterRemark::reason)
        .containsExactly(Reason.OUTSIDE_INTERVAL);
    assertThat(remarks("end < 2026-01-01", day)).hasSize(1);
    assertThat(remarks("start > 2026-01-02T23:00", day)).isEmpty();
    assertThat(remarks("start < 2026-01-01", day)).as("active in it all the same").isEmpty();
    assertThat(remarks("start < 2026-01-01", began)).hasSize(1);
  }

  @Test
  void a_text_without_wildcard_is_hinted_at_only_where_nothing_was_found() {
    String filter = "hostname = google";
    assertThat(remarks(filter)).isEmpty();
    assertThat(log.search.count(question(filter), new Cancellation()).completeness().remarks())
        .containsExactly(
            new FilterRemark(
                Reason.WHOLE_TEXT,
                "hostname = google matches the whole text only; hostname = *google* finds it within"
                    + " longer ones."));
    assertThat(
            log.search
                .count(question("hostname = *goo*"), new Cancellation())
                .completeness()
                .remarks())
        .isEmpty();
  }

  @Test
  void every_kind_of_answer_carries_remarks() {
    String filter = "vlan = 1 AND vlan = 2";
    Cancellation never = new Cancellation();
    assertThat(
            log.search
                .page(question(filter), Order.NEWEST_FIRST, 5, "", never)
                .completeness()
                .remarks())
        .hasSize(1);
    assertThat(
            log.search.stream(question(filter), Order.NEWEST_FIRST, 0, never, rows -> {}).remarks())
        .hasSize(1);
    Grouping total = new Grouping(List.of(), List.of(), 0, 0, 0);
    assertThat(log.aggregation.aggregate(question(filter), total, never).completeness().remarks())
        .hasSize(1);
  }

  @Test
  void what_is_said_to_match_nothing_matches_nothing() {
    List<String> terms =
        List.of(
            "vlan < 3",
            "vlan > 2",
            "protocol = tcp",
            "protocol = udp",
            "conn_state = SF",
            "client = 10.0.0.0/8",
            "client = 192.168.0.0/16",
            "open = true",
            "open = false",
            "service = dns",
            "service = tls",
            "bytes > 1000",
            "bytes < 1001",
            "source = nowhere",
            "NOT protocol = tcp",
            "server_port < 1024",
            "server_port = 443");
    Random random = new Random(11);
    int impossible = 0;
    for (int i = 0; i < 150; i++) {
      String filter = filter(terms, random);
      if (!remarks(filter).isEmpty()) {
        impossible++;
        assertThat(log.search.count(question(filter), new Cancellation()).value().connections())
            .as(filter)
            .isZero();
      }
    }
    assertThat(impossible).isGreaterThan(10);
  }

  private static String filter(List<String> terms, Random random) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(terms.get(random.nextInt(terms.size())));
    }
    return switch (random.nextInt(3)) {
      case 0 -> String.join(" AND ", parts);
      case 1 -> "(%s AND %s) OR (%s AND %s)".formatted(parts.toArray());
      default -> "%s AND NOT (%s AND (%s OR %s))".formatted(parts.toArray());
    };
  }

  @Test
  void a_filter_says_which_sources_it_is_about() {
    assertThat(sources("vlan = 1")).isEqualTo(AskedSources.ALL);
    assertThat(sources("vlan = 1 AND source = sensor/eth0")).isEqualTo(AskedSources.of(Set.of(1)));
    assertThat(sources("source = sensor/eth0 OR source = sensor/eth1"))
        .isEqualTo(AskedSources.of(Set.of(1, 2)));
    assertThat(sources("source = sensor/eth0 OR vlan = 1")).isEqualTo(AskedSources.ALL);
    assertThat(sources("NOT source = sensor/eth0")).isEqualTo(AskedSources.ALL);
    assertThat(sources("source = nowhere")).isEqualTo(AskedSources.of(Set.of()));
    assertThat(sources("id = 2-7")).isEqualTo(AskedSources.of(Set.of(2)));
    assertThat(sources("exporter = 10.0.0.1")).isEqualTo(AskedSources.FLOWS);
    assertThat(sources("exporter = 10.0.0.1 OR vlan = 1")).isEqualTo(AskedSources.ALL);
  }

  private static AskedSources sources(String filter) {
    return Filter.compile(filter, LogFixture.SOURCES, LogFixture.NET_OBJECTS).sources();
  }
}
