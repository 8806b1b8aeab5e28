package io.tapline.flowlog.search;

import static io.tapline.flowlog.search.LogFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.segment.Row;
import io.tapline.rpc.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final Cancellation NEVER = new Cancellation();

  @TempDir Path directory;
  private LogFixture log;

  @BeforeEach
  void open() throws Exception {
    log = new LogFixture(directory).add(700, 1).add(300, 2).add(1, 3);
  }

  @AfterEach
  void close() throws Exception {
    assertThat(log.snapshots).hasValue(0);
    assertThat(log.pinnedBytes).hasValue(0);
    assertThat(log.duckDb.freeTurns()).isEqualTo(4);
    log.close();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void a_stream_holds_every_connection_once_in_order(Order order) {
    assertThat(ids(log.stream(question(""), order))).isEqualTo(expected(log.rows, order));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000})
  void pages_make_up_the_stream(int pageSize) {
    for (Order order : Order.values()) {
      List<String> paged = new ArrayList<>();
      String token = "";
      int pages = 0;
      do {
        Search.Page page = page("service = dns", order, pageSize, token).value();
        assertThat(page.rows().size()).isLessThanOrEqualTo(pageSize);
        paged.addAll(ids(page.rows()));
        token = page.nextPageToken();
        pages++;
      } while (!token.isEmpty());
      assertThat(paged).isEqualTo(ids(log.stream(question("service = dns"), order)));
      assertThat(pages).isEqualTo(Math.max(1, Math.ceilDiv(paged.size(), pageSize)));
    }
  }

  @Test
  void pages_neither_repeat_nor_skip_while_segments_come_and_merge() throws Exception {
    Set<String> before = new HashSet<>(ids(log.stream(question(""), Order.NEWEST_FIRST)));
    List<String> paged = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      Search.Page page = page("", Order.NEWEST_FIRST, 50, token).value();
      paged.addAll(ids(page.rows()));
      token = page.nextPageToken();
      if (++pages % 3 == 0) {
        log.add(20, 100 + pages);
      } else if (pages % 5 == 0) {
        log.merge();
      }
    } while (!token.isEmpty());
    assertThat(paged).doesNotHaveDuplicates().containsAll(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host = 10.0.0.1", "client = 10.0.1.2", "host = 10.0.0.0/24 AND port = 443"})
  void pages_over_segments_in_turn_make_up_the_stream(String filter) throws Exception {
    for (int i : new int[] {4, 1, 6, 3, 5, 2}) {
      log.add(40 * i, 10 + i, i * 400_000_000L);
    }
    Search inTurn = new Search(log.engine, 1L, Search.DEFAULT_STREAMS);
    for (Order order : Order.values()) {
      List<ConnectionRow> paged = new ArrayList<>();
      String token = "";
      do {
        Search.Page page = inTurn.page(question(filter), order, 70, token, NEVER).value();
        paged.addAll(page.rows());
        token = page.nextPageToken();
      } while (!token.isEmpty());
      assertThat(paged).isNotEmpty().isEqualTo(log.stream(question(filter), order));
    }
  }

  @Test
  void more_streams_than_there_are_places_for_are_refused_and_counted() {
    Search one = new Search(log.engine, 1);
    one.stream(
        question(""),
        Order.NEWEST_FIRST,
        1,
        NEVER,
        rows ->
            assertThatThrownBy(() -> streamOne(one)).hasMessageContaining("places for streams"));
    assertThat(one.refusedStreams()).isEqualTo(1);
    streamOne(one);
    assertThat(one.refusedStreams()).isEqualTo(1);
  }

  private static void streamOne(Search search) {
    search.stream(question(""), Order.NEWEST_FIRST, 1, NEVER, rows -> assertThat(rows).hasSize(1));
  }

  @Test
  void an_interval_is_half_open_to_the_nanosecond() {
    List<Long> starts = log.rows.stream().map(Row::startNanos).sorted().distinct().toList();
    for (int i : new int[] {0, 10, 200, starts.size() - 1}) {
      long from = starts.get(i);
      for (long to : new long[] {from, from + 1, from + 999, from + 20_000_000}) {
        assertThat(count(Interval.started(from, to)))
            .isEqualTo(count(r -> r.startNanos() >= from && r.startNanos() < to));
        assertThat(count(Interval.active(from, to)))
            .isEqualTo(count(r -> r.endNanos() >= from && r.startNanos() < to));
      }
    }
  }

  /** Counted, and read as a whole, in both orders. */
  private long count(Interval interval) {
    Question question = new Question(interval, "");
    long count = log.search.count(question, NEVER).value().connections();
    for (Order order : Order.values()) {
      assertThat(log.stream(question, order)).hasSize((int) count);
    }
    return count;
  }

  private long count(Predicate<Row> rows) {
    return log.rows.stream().filter(rows).count();
  }

  @Test
  void pages_of_what_was_active_are_the_whole_of_it() {
    List<Long> ends = log.rows.stream().map(Row::endNanos).sorted().toList();
    long middle = ends.get(ends.size() / 2);
    Question question = new Question(Interval.active(middle, middle + 20_000_000), "");
    for (Order order : Order.values()) {
      List<Position> paged = new ArrayList<>();
      String token = "";
      do {
        var page = log.search.page(question, order, 7, token, NEVER).value();
        page.rows().forEach(row -> paged.add(row.position()));
        token = page.nextPageToken();
      } while (!token.isEmpty());
      assertThat(paged)
          .isEqualTo(log.stream(question, order).stream().map(ConnectionRow::position).toList())
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void a_page_token_goes_on_in_the_interval_of_its_first_page() {
    List<Long> starts = log.rows.stream().map(Row::startNanos).sorted().toList();
    Question first = new Question(Interval.active(0, starts.get(500)), "");
    Question later = new Question(Interval.active(starts.get(3), starts.get(600)), "");
    String token = log.search.page(first, Order.OLDEST_FIRST, 5, "", NEVER).value().nextPageToken();
    var next = log.search.page(first, Order.OLDEST_FIRST, 500, token, NEVER).value();
    assertThat(log.search.page(later, Order.OLDEST_FIRST, 500, token, NEVER).value().rows())
        .isEqualTo(next.rows());
  }

  @Test
  void a_row_comes_back_with_all_its_columns() {
    Row row = log.rows.getFirst();
    ConnectionRow found =
        page("id = " + row.source() + "-" + row.firstFrame(), Order.NEWEST_FIRST, 0, "")
            .value()
            .rows()
            .getFirst();
    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes("outer.*")
        .ignoringFields("sourceId", "rttMicros", "tunnel", "icmpError", "told")
        .isEqualTo(row);
    assertThat(found.sourceId()).isEqualTo(row.source());
    assertThat(found.rttMicros()).isEqualTo(Math.floorDiv(row.rttNanos(), 1000L));
    assertThat(found.told()).isEqualTo(ToldColumns.NOTHING);
  }

  @Test
  void a_count_is_that_of_the_rows() {
    Search.Count count = log.search.count(question("protocol = tcp"), NEVER).value();
    List<Row> tcp = log.rows.stream().filter(row -> row.protocol() == 6).toList();
    assertThat(count)
        .isEqualTo(
            new Search.Count(
                tcp.size(),
                tcp.stream().mapToLong(r -> r.clientPackets() + r.serverPackets()).sum(),
                tcp.stream().mapToLong(r -> r.clientBytes() + r.serverBytes()).sum()));
  }

  @Test
  void services_come_by_name_and_add_up() {
    List<Search.ServiceTotal> services = log.search.services(LogFixture.ALL, NEVER).value();
    assertThat(services)
        .extracting(Search.ServiceTotal::service)
        .containsExactly("dns", "http", "ssh", "tls", "unknown");
    assertThat(services.stream().mapToLong(total -> total.count().connections()).sum())
        .isEqualTo(log.rows.size());
  }

  @Test
  void a_single_host_opens_only_segments_that_may_hold_it() {
    Answer<Search.Count> answer = log.search.count(question("host = 192.0.2.77"), NEVER);
    assertThat(answer.value().connections()).isZero();
    assertThat(answer.completeness().segments()).isEqualTo(3);
    assertThat(answer.completeness().scannedSegments()).isLessThan(3);
    assertThat(log.search.count(question("NOT host = 192.0.2.77"), NEVER).completeness())
        .extracting(Completeness::scannedSegments)
        .isEqualTo(3);
  }

  @Test
  void address_filters_are_asked_for_only_by_questions_about_an_address() {
    log.search.count(question("service = dns AND NOT client = 10.0.0.0/8"), NEVER);
    assertThat(log.questions.getLast().addressCases()).isEmpty();
    log.search.count(question("service = dns AND host = 10.0.0.1"), NEVER);
    assertThat(log.questions.getLast().addressCases()).hasSize(2);
  }

  @Test
  void a_page_opens_only_the_segments_that_can_hold_its_rows() throws Exception {
    for (int i = 1; i <= 5; i++) {
      log.add(100, 20 + i, i * 10_000_000_000L);
    }
    Search inTurn = new Search(log.engine, 1L, Search.DEFAULT_STREAMS);
    log.opened.clear();
    inTurn.page(question(""), Order.NEWEST_FIRST, 50, "", NEVER);
    assertThat(log.opened).containsOnly(7L);
    log.opened.clear();
    inTurn.page(question(""), Order.NEWEST_FIRST, 150, "", NEVER);
    assertThat(log.opened).containsOnly(7L, 6L);
  }

  @Test
  void a_stream_of_many_windows_holds_nothing_while_its_caller_reads() throws Exception {
    for (int i = 0; i < 4; i++) {
      log.add(25_000, 60 + i, i * 200_000_000L);
    }
    for (Order order : Order.values()) {
      List<ConnectionRow> all = new ArrayList<>();
      Completeness completeness =
          log.search.stream(
              question(""),
              order,
              0,
              NEVER,
              rows -> {
                assertThat(log.snapshots).hasValue(0);
                assertThat(log.duckDb.freeTurns()).isEqualTo(4);
                all.addAll(rows);
              });
      assertThat(ids(all)).isEqualTo(expected(log.rows, order));
      assertThat(completeness.scannedSegments()).isEqualTo(7);
    }
    List<ConnectionRow> limited = new ArrayList<>();
    log.search.stream(question(""), Order.OLDEST_FIRST, 40_000, NEVER, limited::addAll);
    assertThat(ids(limited)).isEqualTo(expected(log.rows, Order.OLDEST_FIRST).subList(0, 40_000));
  }

  @Test
  void an_empty_log_answers() throws Exception {
    log.segments.clear();
    assertThat(log.stream(question(""), Order.NEWEST_FIRST)).isEmpty();
    assertThat(page("", Order.NEWEST_FIRST, 0, "").value())
        .isEqualTo(new Search.Page(List.of(), ""));
    assertThat(log.search.count(question("hostname = \"*x\""), NEVER).value())
        .isEqualTo(new Search.Count(0, 0, 0));
    assertThat(log.search.services(LogFixture.ALL, NEVER).value()).isEmpty();
  }

  @Test
  void an_unreadable_segment_is_left_out_and_named() throws Exception {
    long rest = log.segments.get(1).rows() + log.segments.get(2).rows();
    byte[] content = Files.readAllBytes(log.segments.getFirst().path());
    java.util.Arrays.fill(content, 100, content.length / 2, (byte) 0x55);
    Files.write(log.segments.getFirst().path(), content);
    for (int again = 0; again < 2; again++) {
      Answer<Search.Count> answer = log.search.count(question("bytes >= 0"), NEVER);
      assertThat(answer.value().connections()).isEqualTo(rest);
      assertThat(answer.completeness().losses()).hasSize(1);
      assertThat(answer.completeness().losses().getFirst().hop()).isEqualTo("flowlog.segment");
      assertThat(answer.completeness().losses().getFirst().description()).contains("Segment 0 ");
    }
    Files.delete(log.segments.get(1).path());
    assertThat(log.search.count(question(""), NEVER).completeness().losses()).hasSize(2);
    assertThat(log.engine.unreadableSegments()).isEqualTo(2);
  }

  @Test
  void bad_pages_are_refused_with_their_reason() {
    String token = page("", Order.NEWEST_FIRST, 5, "").value().nextPageToken();
    assertReason(Reason.INVALID_PAGE_SIZE, () -> page("", Order.NEWEST_FIRST, -1, ""));
    assertReason(Reason.INVALID_PAGE_SIZE, () -> page("", Order.NEWEST_FIRST, 1_001, ""));
    assertReason(
        Reason.PAGE_TOKEN_MISMATCH, () -> page("open = true", Order.NEWEST_FIRST, 5, token));
    assertReason(Reason.PAGE_TOKEN_MISMATCH, () -> page("", Order.OLDEST_FIRST, 5, token));
    assertReason(
        Reason.PAGE_TOKEN_MISMATCH,
        () ->
            log.search.page(
                new Question(Interval.started(0, 5), ""), Order.NEWEST_FIRST, 5, token, NEVER));
    for (String bad : List.of("x", "%%%", token + "AAAA", token.substring(4), "\u00e4")) {
      assertReason(Reason.INVALID_PAGE_TOKEN, () -> page("", Order.NEWEST_FIRST, 5, bad));
    }
    assertReason(Reason.INVALID_INTERVAL, () -> Interval.active(2, 1));
    assertReason(
        Reason.INVALID_LIMIT,
        () -> log.search.stream(question(""), Order.NEWEST_FIRST, -1, NEVER, rows -> {}));
  }

  @Test
  void a_token_with_any_position_gives_a_page() {
    byte[] question = PositionToken.question(question(""), Order.NEWEST_FIRST);
    for (long any : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Position position = new Position(any, (int) any, any);
      String forged =
          PositionToken.TOKENS.write(question, new PositionToken.Rest(position, any, any));
      assertThat(page("", Order.NEWEST_FIRST, 5, forged).value().rows().size()).isLessThan(6);
    }
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private Answer<Search.Page> page(String filter, Order order, int size, String token) {
    return log.search.page(question(filter), order, size, token, NEVER);
  }

  private static List<String> expected(List<Row> rows, Order order) {
    Comparator<Row> ascending =
        Comparator.comparingLong(Row::startNanos)
            .thenComparing(Row::source)
            .thenComparing(Row::firstFrame);
    return rows.stream()
        .sorted(order == Order.OLDEST_FIRST ? ascending : ascending.reversed())
        .map(row -> row.source() + "-" + row.firstFrame())
        .toList();
  }

  private static List<String> ids(List<ConnectionRow> rows) {
    return rows.stream().map(row -> row.sourceId() + "-" + row.firstFrame()).toList();
  }
}
