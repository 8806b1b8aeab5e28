package io.tapline.flowlog.search;

import static io.tapline.flowlog.search.LogFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.Aggregation.Groups;
import io.tapline.flowlog.search.Grouping.OfEach;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Prefixes;
import io.tapline.flowlog.segment.Row;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.address.IpPrefix;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class AggregationTest {
  private static final long BUCKET = 100_000_000;
  private static final Cancellation NEVER = new Cancellation();
  private static final List<Measure> MEASURES =
      List.of(
          Measure.Plain.CONNECTIONS,
          Measure.Plain.BYTES,
          Measure.Plain.CLIENT_PACKETS,
          Measure.Plain.FIRST_START_NANOS,
          Measure.Plain.LAST_END_NANOS,
          new Measure.Distinct(Field.SERVER),
          new Measure.Distinct(Field.HOSTNAME),
          Measure.Plain.LAST_START_NANOS,
          Measure.Plain.DURATION_NANOS);

  @TempDir Path directory;
  private LogFixture log;

  @BeforeEach
  void open() throws Exception {
    log = new LogFixture(directory).add(600, 1).add(400, 2);
  }

  @AfterEach
  void close() throws Exception {
    log.close();
  }

  private static final Map<Field, Function<Row, String>> KEYS =
      Map.of(
          Field.CLIENT, row -> IpAddresses.format(row.clientHigh(), row.clientLow()),
          Field.SERVICE, Row::service,
          Field.PROTOCOL,
              row ->
                  Map.of(6, "tcp", 17, "udp", 1, "icmp", 58, "ipv6-icmp", 132, "sctp")
                      .getOrDefault(row.protocol(), "?"),
          Field.SOURCE, row -> LogFixture.SOURCES.getOrDefault(row.source(), "?"),
          Field.OPEN, row -> Boolean.toString(row.closeReason().name().equals("OPEN")),
          Field.RTT_MICROS, row -> row.rttNanos() < 0 ? "" : "" + row.rttNanos() / 1000,
          Field.CONN_STATE,
              row -> row.connState().name().equals("NONE") ? "" : row.connState().name());

  @Test
  void groups_are_those_of_a_naive_computation() {
    for (Field first : KEYS.keySet()) {
      for (Field second : List.of(Field.SERVICE, Field.CLIENT)) {
        for (int orderBy : new int[] {0, 1, 5}) {
          assertGroups(
              List.of(first, second), orderBy, "protocol = tcp", row -> row.protocol() == 6);
        }
      }
      assertGroups(List.of(first), 1, "", row -> true);
    }
  }

  private void assertGroups(
      List<Field> columns, int orderBy, String filter, java.util.function.Predicate<Row> meets) {
    Groups groups = ask(filter, new Grouping(columns, MEASURES, orderBy, 7, 0));
    List<Row> rows = log.rows.stream().filter(meets).toList();
    Map<List<String>, List<Long>> naive = naive(rows, columns);
    assertThat(groups.groups()).isEqualTo(naive.size());
    assertThat(groups.total().values()).isEqualTo(measure(rows));
    assertThat(groups.rows())
        .allSatisfy(row -> assertThat(row.values()).isEqualTo(naive.get(row.keys())));
    assertThat(groups.rows().stream().map(row -> row.values().get(orderBy)).toList())
        .isEqualTo(
            naive.values().stream()
                .map(values -> values.get(orderBy))
                .sorted(Comparator.reverseOrder())
                .limit(7)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void of_groups_that_begin_alike_the_first_ones_are_there(int columns) {
    List<Field> by = List.of(Field.CLIENT, Field.SERVICE, Field.SERVER);
    List<Measure> measures = List.of(Measure.Plain.CONNECTIONS, Measure.Plain.BYTES);
    Groups all = ask("", new Grouping(by, measures, 1, 10_000, 0));
    Groups some = ask("", new Grouping(by, measures, 1, 10_000, 0, new OfEach(columns, 2), false));

    Map<List<String>, Integer> seen = new HashMap<>();
    List<Aggregation.Row> expected =
        all.rows().stream()
            .filter(row -> seen.merge(row.keys().subList(0, columns), 1, Integer::sum) <= 2)
            .toList();
    assertThat(expected).hasSizeLessThan(all.rows().size());
    assertThat(some.rows()).isEqualTo(expected);
    assertThat(some.total()).isEqualTo(all.total());
    assertThat(some.groups()).isEqualTo(all.groups());
  }

  @Test
  void what_is_distinct_over_everything_is_left_out_on_request() {
    List<Measure> measures = List.of(Measure.Plain.BYTES, new Measure.Distinct(Field.SERVER));
    for (int orderBy : new int[] {0, 1}) {
      Grouping whole = new Grouping(List.of(Field.CLIENT), measures, orderBy, 3, 0);
      Groups all = ask("", whole);
      Groups some =
          ask("", new Grouping(List.of(Field.CLIENT), measures, orderBy, 3, 0, null, true));
      assertThat(some.rows()).isEqualTo(all.rows());
      assertThat(some.total().values()).containsExactly(all.total().values().getFirst(), 0L);
    }
    Groups one = ask("", new Grouping(List.of(), measures, 0, 1, 0, null, true));
    assertThat(one.total()).isEqualTo(one.rows().getFirst());
  }

  private static Map<List<String>, List<Long>> naive(List<Row> rows, List<Field> columns) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> columns.stream().map(field -> key(field, row)).toList(),
                Collectors.collectingAndThen(Collectors.toList(), AggregationTest::measure)));
  }

  private static String key(Field field, Row row) {
    Function<Row, String> key = KEYS.get(field);
    return key == null ? "" : key.apply(row);
  }

  private static List<Long> measure(List<Row> rows) {
    return List.of(
        (long) rows.size(),
        rows.stream().mapToLong(row -> row.clientBytes() + row.serverBytes()).sum(),
        rows.stream().mapToLong(Row::clientPackets).sum(),
        rows.stream().mapToLong(Row::startNanos).min().orElse(0),
        rows.stream().mapToLong(Row::endNanos).max().orElse(0),
        rows.stream().map(row -> row.serverHigh() + " " + row.serverLow()).distinct().count(),
        rows.stream().map(Row::hostname).distinct().count(),
        rows.stream().mapToLong(Row::startNanos).max().orElse(0),
        rows.stream()
            .mapToLong(row -> row.endNanos() - row.startNanos())
            .reduce(0, (sum, nanos) -> sum + nanos < 0 ? Long.MAX_VALUE : sum + nanos));
  }

  @ParameterizedTest
  @CsvSource({
    "24, 64", "0, 0", "1, 1", "32, 128", "8, 63", "30, 65", "16, 96", "16, 112", "31, 127"
  })
  void prefixes_are_groups_of_the_addresses_in_them(int ipv4Bits, int ipv6Bits) {
    Prefixes clients = new Prefixes(Field.CLIENT, ipv4Bits, ipv6Bits);
    Groups groups = ask("", new Grouping(List.of(clients), MEASURES, 1, 10_000, 0));
    Map<List<String>, List<Long>> naive =
        log.rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(prefix(row, ipv4Bits, ipv6Bits)),
                    Collectors.collectingAndThen(Collectors.toList(), AggregationTest::measure)));
    assertThat(groups.groups()).isEqualTo(naive.size());
    assertThat(
            groups.rows().stream()
                .collect(Collectors.toMap(Aggregation.Row::keys, Aggregation.Row::values)))
        .isEqualTo(naive);
  }

  /** What a filter would say of the address. */
  private static String prefix(Row row, int ipv4Bits, int ipv6Bits) {
    String address = IpAddresses.format(row.clientHigh(), row.clientLow());
    boolean ipv4 = address.indexOf(':') < 0;
    return IpPrefix.parse(address + "/" + (ipv4 ? ipv4Bits : ipv6Bits)).toString();
  }

  @Test
  void the_filter_of_a_prefix_finds_what_its_group_has() {
    Grouping grouping =
        new Grouping(List.of(new Prefixes(Field.CLIENT, 24, 64)), List.of(), 0, 50, 0);
    for (Aggregation.Row row : ask("", grouping).rows()) {
      Groups found =
          ask("client = " + row.keys().getFirst(), new Grouping(List.of(), List.of(), 0, 0, 0));
      assertThat(found.total().values()).isEqualTo(row.values());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"client/33", "client/24/129", "service/24", "client/", "client/x", "host/24"})
  void what_names_no_prefixes_is_refused(String name) {
    assertThatThrownBy(() -> Grouping.key(name, "group_by"))
        .hasMessageContaining(name)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_COLUMN));
  }

  @Test
  void prefixes_of_ipv6_have_64_bits_unless_said() {
    assertThat(Grouping.key("server/24", "group_by")).isEqualTo(new Prefixes(Field.SERVER, 24, 64));
    assertThat(Grouping.key("nat_client/16/48", "group_by"))
        .isEqualTo(new Prefixes(Field.NAT_CLIENT, 16, 48));
    assertThat(Grouping.key("service", "group_by")).isEqualTo(Field.SERVICE);
  }

  @Test
  void buckets_of_the_top_groups_add_up_to_them() {
    Grouping plain = new Grouping(List.of(Field.RTT_MICROS), List.of(), 1, 5, 0);
    Grouping bucketed = new Grouping(List.of(Field.RTT_MICROS), List.of(), 1, 5, BUCKET);
    Groups groups = ask("", plain);
    Groups buckets = started(bucketed);
    assertThat(buckets.groups()).isEqualTo(groups.groups());
    assertThat(buckets.total()).isEqualTo(groups.total());
    assertThat(buckets.rows().stream().map(Aggregation.Row::keys).distinct().toList())
        .isEqualTo(groups.rows().stream().map(Aggregation.Row::keys).toList());
    assertThat(buckets.rows())
        .allSatisfy(row -> assertThat(row.bucketStartNanos() % BUCKET).isZero());
    for (Aggregation.Row group : groups.rows()) {
      List<Aggregation.Row> own =
          buckets.rows().stream().filter(row -> row.keys().equals(group.keys())).toList();
      assertThat(own)
          .isSortedAccordingTo(Comparator.comparingLong(Aggregation.Row::bucketStartNanos));
      assertThat(own.stream().mapToLong(row -> row.values().get(2)).sum())
          .isEqualTo(group.values().get(2));
    }
  }

  @Test
  void without_columns_there_is_one_group_or_its_buckets() {
    Groups one = ask("", new Grouping(List.of(), List.of(), 0, 0, 0));
    assertThat(one.groups()).isEqualTo(1);
    assertThat(one.rows()).containsExactly(one.total());
    Groups buckets = started(new Grouping(List.of(), List.of(), 0, 0, BUCKET));
    assertThat(buckets.rows()).hasSize(10);
    assertThat(buckets.rows().stream().mapToLong(row -> row.values().getFirst()).sum())
        .isEqualTo(1000);
  }

  /** Width of a bucket, and share of the range of times at which an interval begins and ends. */
  @ParameterizedTest
  @CsvSource({"1000000, 0, 1", "7000000, 0.3, 0.6", "50000000, 0.1, 0.2", "3000000000, 0, 1"})
  void connections_are_in_every_bucket_in_which_they_were_active(
      long width, double from, double to) {
    long first = log.rows.stream().mapToLong(Row::startNanos).min().orElseThrow();
    long last = first + 2_000_000_000;
    Interval interval =
        Interval.active(
            first + (long) (from * (last - first)), first + (long) (to * (last - first)));
    Grouping grouping =
        new Grouping(
            List.of(), List.of(Measure.Plain.CONNECTIONS, Measure.Plain.BYTES), 0, 0, width);
    Groups groups = log.aggregation.aggregate(new Question(interval, ""), grouping, NEVER).value();
    Map<Long, double[]> expected = spread(interval, width);
    assertThat(groups.rows().stream().map(Aggregation.Row::bucketStartNanos))
        .containsExactlyElementsOf(expected.keySet());
    for (Aggregation.Row row : groups.rows()) {
      double[] values = Objects.requireNonNull(expected.get(row.bucketStartNanos()));
      assertThat((double) row.values().get(0)).isEqualTo(values[0]);
      assertThat((double) row.values().get(1)).isCloseTo(values[1], Offset.offset(1.0));
    }
  }

  /** Connections and bytes by bucket, one connection and one bucket after the other. */
  private Map<Long, double[]> spread(Interval interval, long width) {
    Map<Long, double[]> buckets = new TreeMap<>();
    for (Row row : log.rows) {
      long from = Math.max(row.startNanos(), interval.startNanos());
      long to = Math.min(row.endNanos(), interval.endNanos() - 1);
      for (long b = Math.floorDiv(from, width); from <= to && b <= to / width; b++) {
        long begin = Math.max(b * width, interval.startNanos());
        long end = Math.min((b + 1) * width, interval.endNanos());
        double[] values = buckets.computeIfAbsent(b * width, start -> new double[2]);
        values[0]++;
        values[1] +=
            (row.clientBytes() + row.serverBytes()) * (lived(row, end) - lived(row, begin));
      }
    }
    return buckets;
  }

  private static double lived(Row row, long time) {
    double life = row.endNanos() - row.startNanos();
    return life == 0
        ? time > row.startNanos() ? 1 : 0
        : Math.clamp((time - row.startNanos()) / life, 0, 1);
  }

  @Test
  void what_cannot_be_spread_is_refused() {
    for (Measure measure :
        List.of(Measure.Plain.FIRST_START_NANOS, new Measure.Distinct(Field.CLIENT))) {
      Grouping grouping = new Grouping(List.of(), List.of(measure), 0, 0, BUCKET);
      assertReason(Reason.UNKNOWN_MEASURE, () -> ask("", grouping));
    }
  }

  @Test
  void nothing_that_matches_is_no_group() {
    for (long bucket : new long[] {0, BUCKET}) {
      for (List<Field> columns : List.of(List.<Field>of(), List.of(Field.CLIENT))) {
        List<Measure> measures = bucket == 0 ? MEASURES : List.of();
        Groups none = ask("vlan = 77", new Grouping(columns, measures, 0, 0, bucket));
        assertThat(none.groups()).isZero();
        assertThat(none.rows()).isEmpty();
        assertThat(none.total().values()).containsOnly(0L);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Field.class,
      mode = Mode.EXCLUDE,
      names = {
        "COMMUNITY_ID",
        "HOST",
        "OUTER_HOST",
        "PORT",
        "PACKETS",
        "BYTES",
        "DURATION",
        "NETOBJECT",
        "CLIENT_NETOBJECT",
        "SERVER_NETOBJECT"
      })
  void every_column_groups_buckets_and_counts(Field column) {
    Grouping grouping =
        new Grouping(
            List.of(Grouping.column(column.text(), "group_by")),
            List.of(Measure.Plain.CONNECTIONS, new Measure.Distinct(column)),
            0,
            10_000,
            0);
    Groups groups = ask("", grouping);
    assertThat(groups.rows()).hasSize((int) groups.groups());
    long absent = groups.rows().stream().filter(row -> row.values().get(1) == 0).count();
    assertThat(groups.total().values().get(1)).isEqualTo(groups.groups() - absent);
    assertThat(started(new Grouping(List.of(column), List.of(), 0, 3, BUCKET)).groups())
        .isEqualTo(groups.groups());
  }

  @Test
  void too_many_buckets_are_refused() throws Exception {
    log.add(70_000, 9);
    Grouping grouping =
        new Grouping(
            List.of(Field.CLIENT_TCP_FLAGS), List.of(), 0, 300, Grouping.LEAST_BUCKET_NANOS);
    assertReason(Reason.INVALID_BUCKET, () -> ask("", grouping));
  }

  @Test
  void a_bad_grouping_is_refused_with_its_reason() {
    List<Field> nine = java.util.Collections.nCopies(9, Field.CLIENT);
    assertReason(Reason.INVALID_LIMIT, () -> new Grouping(nine, List.of(), 0, 0, 0));
    assertReason(Reason.INVALID_LIMIT, () -> new Grouping(List.of(), List.of(), 0, -1, 0));
    assertReason(Reason.INVALID_LIMIT, () -> new Grouping(List.of(), List.of(), 0, 10_001, 0));
    assertReason(Reason.UNKNOWN_MEASURE, () -> new Grouping(List.of(), List.of(), 3, 0, 0));
    assertReason(Reason.UNKNOWN_MEASURE, () -> new Grouping(List.of(), List.of(), -1, 0, 0));
    assertReason(Reason.INVALID_BUCKET, () -> new Grouping(List.of(), List.of(), 0, 0, 999_999));
    for (OfEach wrong : List.of(new OfEach(0, 1), new OfEach(2, 1), new OfEach(1, 0))) {
      List<Field> one = List.of(Field.CLIENT);
      assertReason(Reason.INVALID_LIMIT, () -> new Grouping(one, List.of(), 0, 0, 0, wrong, false));
    }
    assertReason(Reason.INVALID_BUCKET, () -> new Grouping(List.of(), List.of(), 0, 0, -1));
    for (String name :
        Arrays.asList("", "host", "bytes", "community_id", "client; DROP", "CLIENT")) {
      assertReason(Reason.UNKNOWN_COLUMN, () -> Grouping.column(name, "group_by"));
    }
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  /** Over everything, each connection in the bucket of its start. */
  private Groups started(Grouping grouping) {
    return log.aggregation.aggregate(LogFixture.started(""), grouping, NEVER).value();
  }

  private Groups ask(String filter, Grouping grouping) {
    return log.aggregation.aggregate(question(filter), grouping, new Cancellation()).value();
  }
}
