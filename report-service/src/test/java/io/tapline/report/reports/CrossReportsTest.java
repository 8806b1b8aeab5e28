package io.tapline.report.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.v1.Connection;
import io.tapline.report.Reason;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossReportsTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Scope HOUR = Scope.started(START, START.plusSeconds(3_600), "");
  private static final Scope SOME = HOUR.filtered("service = tls OR service = dns");
  private static final List<String> SERVICES = List.of("tls", "dns", "", "a*b", "my service");
  private static final List<String> STATES =
      List.of("SF", "SF", "SF", "S0", "REJ", "RSTO", "RSTR", "RSTOS0", "SH", "OTH", "");

  private final FakeLog log = new FakeLog();

  /** Two hours, IPv4 and IPv6, of all lengths and states. */
  @BeforeEach
  void fill() {
    Random random = new Random(17);
    for (int i = 0; i < 600; i++) {
      String net = random.nextBoolean() ? "10.0." + random.nextInt(6) + "." : "2001:db8:0:5::";
      log.add(row(random, net + random.nextInt(9), "192.0." + random.nextInt(8) + ".1"));
    }
  }

  private static Row row(Random random, String client, String server) {
    Row row =
        Row.at(START.plusSeconds(random.nextInt(7_200)), client, server, 443)
            .service(SERVICES.get(random.nextInt(SERVICES.size())))
            .state(STATES.get(random.nextInt(STATES.size())))
            .lasting(Duration.ofMillis((long) Math.exp(random.nextDouble() * 19)))
            .bytes(random.nextInt(90_000), random.nextInt(90_000));
    return random.nextInt(10) == 0 ? row.open() : row;
  }

  private Totals sum(String filter) {
    return log.matching(HOUR.filtered(filter)).stream()
        .map(
            row ->
                new Totals(
                    1,
                    row.getClientPackets() + row.getServerPackets(),
                    row.getClientBytes() + row.getServerBytes()))
        .reduce(Totals.NONE, Totals::plus);
  }

  /** The log says of pairs that there are too many, whatever it has. */
  private ConnectionLog large(int columns) {
    return question -> {
      Aggregate answer = log.aggregate(question);
      boolean first = log.questions.size() == 1;
      assertThat(first && question.groupBy().size() != columns).isFalse();
      return first
          ? new Aggregate(List.of(), answer.total(), 10_001, answer.completeness())
          : answer;
    };
  }

  private static Matrix.Sides sides(TopTalkers.By by) {
    return new Matrix.Sides("client/24", "service", by, 3, 2);
  }

  @ParameterizedTest
  @EnumSource
  void each_cell_is_what_its_filters_list_and_rows_and_columns_add_up(TopTalkers.By by) {
    Matrix.Answer answer = new Matrix(log).ask(HOUR, sides(by));
    assertThat(answer.rows()).hasSize(3);
    assertThat(answer.columns()).hasSize(2);
    assertThat(answer.rows()).extracting(row -> -by.of(row.line().total())).isSorted();
    assertThat(answer.total()).isEqualTo(sum(""));
    assertCells(answer);
    assertSums(answer);
    assertThat(log.questions).hasSize(1);
  }

  /** Where filters name the row and the column. */
  private void assertCells(Matrix.Answer answer) {
    for (Matrix.Row row : answer.rows()) {
      assertThat(row.line().total()).isEqualTo(sum(row.filter()));
      for (int i = 0; i < answer.columns().size(); i++) {
        String column = answer.columns().get(i).filter();
        if (!column.isEmpty()) {
          assertThat(answer.columns().get(i).totals()).isEqualTo(sum(column));
          assertThat(row.line().cells().get(i))
              .isEqualTo(sum("(" + row.filter() + ") AND (" + column + ")"));
        }
      }
    }
  }

  private static void assertSums(Matrix.Answer answer) {
    for (int i = 0; i < answer.columns().size(); i++) {
      int column = i;
      Totals shown =
          answer.rows().stream()
              .map(row -> row.line().cells().get(column))
              .reduce(answer.other().cells().get(i), Totals::plus);
      assertThat(shown).isEqualTo(answer.columns().get(i).totals());
    }
    assertThat(
            answer.rows().stream()
                .map(row -> row.line().total())
                .reduce(answer.other().total(), Totals::plus))
        .isEqualTo(answer.total());
  }

  @Test
  void of_more_pairs_than_the_log_gives_the_same_cells_are_asked_by_filters() {
    Matrix.Sides sides = new Matrix.Sides("client/24", "server", TopTalkers.By.BYTES, 3, 2);
    Matrix.Answer small = new Matrix(log).ask(SOME, sides);
    log.questions.clear();
    Matrix.Answer answer = new Matrix(large(2)).ask(SOME, sides);
    assertThat(answer).isEqualTo(small);
    assertThat(log.questions).hasSize(4);
  }

  @Test
  void of_more_pairs_what_filters_cannot_name_is_among_the_others() {
    Matrix.Sides sides = new Matrix.Sides("client/24", "service", TopTalkers.By.BYTES, 25, 25);
    Matrix.Answer answer = new Matrix(large(2)).ask(HOUR, sides);
    assertThat(answer.columns()).extracting(Matrix.Header::key).doesNotContain("a*b").hasSize(4);
    assertCells(answer);
    assertSums(answer);
    assertThat(answer.total()).isEqualTo(sum(""));
  }

  @Test
  void rows_that_no_filter_holds_are_refused() {
    String filter = "port in (" + "80 ".repeat(60) + ")";
    ConnectionLog many =
        question -> {
          Aggregate answer = log.aggregate(question.about(HOUR, question.limit()));
          return new Aggregate(answer.rows(), answer.total(), 10_001, answer.completeness());
        };
    assertRefused(
        Reason.REPORT_LIMIT,
        "no filter holds",
        () -> new Matrix(many).ask(HOUR.filtered(filter), sides(TopTalkers.By.BYTES)));
  }

  @Test
  void what_is_logged_between_the_questions_makes_nothing_negative() {
    log.beforeAnswer =
        () ->
            log.add(Row.at(START, "10.0.1.1", "192.0.1.1", 443).service("tls").bytes(9_000_000, 0));
    Matrix.Sides sides = new Matrix.Sides("client/24", "server", TopTalkers.By.BYTES, 3, 2);
    Matrix.Answer answer = new Matrix(large(2)).ask(HOUR, sides);
    assertThat(answer.other().other().bytes()).isNotNegative();
    assertThat(answer.rows()).allMatch(row -> row.line().other().connections() >= 0);
    assertSums(answer);
  }

  @Test
  void a_matrix_of_one_column_twice_or_too_many_rows_is_refused() {
    Matrix matrix = new Matrix(log);
    assertRefused(
        Reason.INVALID_PARAMETER,
        "twice",
        () -> matrix.ask(HOUR, new Matrix.Sides("client", "client", TopTalkers.By.BYTES, 0, 0)));
    assertRefused(
        Reason.INVALID_LIMIT,
        "rows",
        () -> matrix.ask(HOUR, new Matrix.Sides("client", "server", TopTalkers.By.BYTES, 26, 0)));
    assertThat(log.questions).isEmpty();
  }

  @Test
  void the_filter_of_a_prefix_names_it() {
    assertThat(
            new GroupColumns(List.of("client/24", "service"))
                .filter("", List.of("10.0.1.0/24", "tls")))
        .isEqualTo("client = 10.0.1.0/24 AND service = tls");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 150, 1_000})
  void the_longest_are_those_of_a_plain_sort(int limit) {
    LongConnections.Answer answer = new LongConnections(log).ask(HOUR, limit);
    List<Duration> longest =
        log.matching(HOUR).stream()
            .map(CrossReportsTest::duration)
            .sorted(Comparator.reverseOrder())
            .limit(limit)
            .toList();
    assertThat(answer.rows()).extracting(LongConnections.Row::duration).isEqualTo(longest);
    for (LongConnections.Row row : answer.rows()) {
      Connection connection = log.matching(HOUR.filtered(row.filter())).getFirst();
      assertThat(row.open()).isEqualTo(connection.getOpen());
      assertThat(row.peers().client()).isEqualTo(connection.getClientAddress());
      assertThat(row.totals()).isEqualTo(sum(row.filter()));
    }
  }

  private static Duration duration(Connection row) {
    return Duration.ofSeconds(
        row.getEndTime().getSeconds() - row.getStartTime().getSeconds(),
        row.getEndTime().getNanos() - row.getStartTime().getNanos());
  }

  @Test
  void shorter_connections_are_asked_for_only_where_there_are_not_enough() {
    log.add(Row.at(START, "10.0.0.1", "192.0.2.1", 443).lasting(Duration.ofDays(3)));
    new LongConnections(log).ask(SOME.filtered(""), 1);
    assertThat(log.questions)
        .singleElement()
        .satisfies(question -> assertThat(question.scope().filter()).isEqualTo("duration >= 1d"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_quality_of_a_group_is_that_of_its_filter(boolean large) {
    Quality quality = new Quality(large ? large(3) : log);
    Quality.Answer answer = quality.ask(SOME, List.of("server", "client/24"), 20);
    assertThat(answer.rows()).hasSize(20);
    for (Quality.Row row : answer.rows()) {
      assertThat(row.states().byState()).isEqualTo(states(row.filter()));
      assertThat(row.states().unanswered())
          .isEqualTo(count(row, "S0") + count(row, "SH") + count(row, "RSTOS0"));
      assertThat(row.states().rejected()).isEqualTo(count(row, "REJ"));
      assertThat(row.states().reset())
          .isEqualTo(count(row, "RSTO") + count(row, "RSTR") + count(row, "RSTRH"));
    }
    assertThat(answer.rows()).extracting(row -> -row.states().connections()).isSorted();
    assertThat(answer.total().byState()).isEqualTo(states(SOME.filter()));
    assertThat(
            answer.rows().stream()
                .map(Quality.Row::states)
                .reduce(answer.other(), Quality.States::plus))
        .isEqualTo(answer.total());
    assertThat(answer.groups()).isGreaterThan(20);
  }

  private Map<String, Long> states(String filter) {
    return log.matching(HOUR.filtered(filter)).stream()
        .map(row -> row.getConnState().name().substring("CONN_STATE_".length()))
        .filter(state -> !state.equals("UNSPECIFIED"))
        .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
  }

  private long count(Quality.Row row, String state) {
    return sum("(" + row.filter() + ") AND conn_state = " + state).connections();
  }

  @Test
  void quality_is_by_service_unless_asked_otherwise_and_never_by_state() {
    Quality quality = new Quality(log);
    assertThat(quality.ask(HOUR, List.of(), 0).columns()).containsExactly("service");
    assertRefused(
        Reason.INVALID_PARAMETER, "conn_state", () -> quality.ask(HOUR, List.of("conn_state"), 0));
    List<String> eight = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    assertRefused(Reason.INVALID_PARAMETER, "not 9", () -> quality.ask(HOUR, eight, 0));
    assertRefused(Reason.INVALID_LIMIT, "101", () -> quality.ask(HOUR, List.of(), 101));
  }

  private static void assertRefused(Reason reason, String words, ThrowingCallable ask) {
    assertThatThrownBy(ask)
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
