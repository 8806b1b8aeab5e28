package io.tapline.flowlog.search;

import static io.tapline.flowlog.search.LogFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.segment.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions over more segments than may be on local disk have the same answers. */
class LargeLogTest {
  private static final Cancellation NEVER = new Cancellation();
  private static final int SEGMENTS = 8;
  private static final String[] FILTERS = {
    "", "service = dns", "host = 10.0.0.1", "client = 10.0.1.2 OR server_port = 443", "vlan > 4094"
  };

  @TempDir Path directory;
  private LogFixture whole;
  private LogFixture small;
  private long limit;

  @BeforeEach
  void open() throws Exception {
    whole = fill(new LogFixture(directory));
    limit = 2 * whole.segments.stream().mapToLong(s -> s.sizeBytes()).max().orElseThrow();
    small = fill(new LogFixture(directory, limit));
  }

  private static LogFixture fill(LogFixture log) throws Exception {
    for (int i = 0; i < SEGMENTS; i++) {
      log.add(150, 40 + i, i * 300_000_000L);
    }
    return log;
  }

  @AfterEach
  void close() throws Exception {
    assertThat(small.mostPinnedBytes.get()).isPositive().isLessThanOrEqualTo(limit);
    assertThat(small.pinnedBytes).hasValue(0);
    assertThat(whole.mostPinnedBytes.get()).isGreaterThan(limit);
    whole.close();
    small.close();
  }

  private void assertSame(Function<LogFixture, ?> ask) {
    assertThat(ask.apply(small)).isEqualTo(ask.apply(whole));
  }

  @Test
  void counts_and_services_are_those_of_the_whole() {
    for (String filter : FILTERS) {
      assertSame(log -> log.search.count(question(filter), NEVER).value());
    }
    assertSame(log -> log.search.services(LogFixture.ALL, NEVER).value());
  }

  @Test
  void pages_are_those_of_the_whole() {
    for (String filter : FILTERS) {
      for (Order order : Order.values()) {
        assertSame(log -> pages(log, filter, order));
      }
    }
  }

  private static List<ConnectionRow> pages(LogFixture log, String filter, Order order) {
    List<ConnectionRow> rows = new ArrayList<>();
    String token = "";
    do {
      Search.Page page = log.search.page(question(filter), order, 700, token, NEVER).value();
      rows.addAll(page.rows());
      token = page.nextPageToken();
    } while (!token.isEmpty());
    return rows;
  }

  @Test
  void groups_sums_and_buckets_are_those_of_the_whole() {
    for (String filter : FILTERS) {
      for (Grouping grouping : groupings()) {
        assertSame(
            log -> log.aggregation.aggregate(LogFixture.started(filter), grouping, NEVER).value());
      }
    }
  }

  @Test
  void what_is_spread_over_buckets_is_that_of_the_whole() {
    Interval seconds = Interval.active(Row.T0 + 300_000_000, Row.T0 + 2_000_000_000);
    List<Measure> measures = List.of(Measure.Plain.BYTES, Measure.Plain.CONNECTIONS);
    for (List<Field> columns : List.of(List.<Field>of(), List.of(Field.SERVICE))) {
      Grouping grouping = new Grouping(columns, measures, 0, 3, 70_000_000);
      for (String filter : FILTERS) {
        Question question = new Question(seconds, filter);
        assertSame(log -> log.aggregation.aggregate(question, grouping, NEVER).value());
      }
    }
  }

  private static List<Grouping> groupings() {
    List<Measure> sums = List.of(Measure.Plain.values());
    List<Measure> mixed =
        List.of(
            new Measure.Distinct(Field.SERVER),
            Measure.Plain.BYTES,
            new Measure.Distinct(Field.RTT_MICROS),
            Measure.Plain.FIRST_START_NANOS);
    return Stream.of(
            new Grouping(List.of(), sums, 0, 0, 0),
            new Grouping(List.of(), mixed, 0, 0, 0),
            new Grouping(List.of(Field.CLIENT, Field.SERVICE), sums, 2, 7, 0),
            new Grouping(List.of(Field.SERVER_PORT), mixed, 0, 5, 0),
            new Grouping(List.of(Field.SERVICE), sums, 0, 3, 250_000_000),
            new Grouping(List.of(), sums, 1, 0, 500_000_000))
        .toList();
  }
}
