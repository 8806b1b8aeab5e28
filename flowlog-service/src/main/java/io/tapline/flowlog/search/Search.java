package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.store.Intent;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Connections by page, as a whole, or counted. A page begins behind the last row of the one before,
 * so rows that come or move between files meanwhile neither repeat nor hide others.
 */
public final class Search {
  /** Connections of a page. */
  public static final Limit PAGE_SIZE =
      new Limit(Reason.INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  public static final int CHUNK_SIZE = 1_000;

  /** Streams at a time; each holds the rows of one window while its caller reads. */
  public static final int DEFAULT_STREAMS = 8;

  private final Engine engine;
  private final long firstRows;
  private final int mostStreams;
  private final Semaphore streams;
  private final LongAdder refusedStreams = new LongAdder();

  public Search(Engine engine) {
    this(engine, DEFAULT_STREAMS);
  }

  /**
   * @param mostStreams at a time; further ones are refused at once
   */
  public Search(Engine engine, int mostStreams) {
    this(engine, PageReader.FIRST_ROWS, mostStreams);
  }

  Search(Engine engine, long firstRows, int mostStreams) {
    this.engine = engine;
    this.firstRows = firstRows;
    this.mostStreams = mostStreams;
    this.streams = new Semaphore(mostStreams);
  }

  /** Streams refused because too many were being read. */
  long refusedStreams() {
    return refusedStreams.sum();
  }

  /**
   * @param nextPageToken empty where there is no further page
   */
  public record Page(List<ConnectionRow> rows, String nextPageToken) {}

  /** Packets and bytes both ways; sums beyond 63 bits stay at the largest number. */
  public record Count(long connections, long packets, long bytes) {
    static final Count NONE = new Count(0, 0, 0);

    Count plus(Count other) {
      return new Count(
          connections + other.connections, plus(packets, other.packets), plus(bytes, other.bytes));
    }

    private static long plus(long some, long others) {
      long sum = some + others;
      return sum < 0 ? Long.MAX_VALUE : sum;
    }
  }

  /** Totals of one service. */
  public record ServiceTotal(String service, Count count) {}

  /** Names of sources by number, for the rows of answers. */
  public Map<Integer, String> sourceNames() {
    return engine.sourceNames();
  }

  /** Names of net objects that filters may use. */
  List<String> netObjectNames() {
    return engine.netObjectNames();
  }

  /**
   * @param pageSize within {@link #PAGE_SIZE}
   * @param pageToken of the page before, whose interval goes on, or empty
   */
  public Answer<Page> page(
      Question question, Order order, int pageSize, String pageToken, Cancellation cancellation) {
    int size = PAGE_SIZE.of(pageSize);
    Condition condition = compile(question);
    Question whole = question;
    Interval interval = question.interval();
    Sql behind = new Sql();
    if (!pageToken.isEmpty()) {
      PositionToken.Rest rest =
          PositionToken.TOKENS.read(PositionToken.question(question, order), pageToken);
      whole = new Question(interval.within(rest.startNanos(), rest.endNanos()), question.filter());
      order.behind(behind, rest.last());
      interval = order.behind(whole.interval(), rest.last());
    }
    Question paged = whole;
    Matching matching = new Matching(interval, condition).and(behind);
    Answer<Page> page =
        engine.run(
            interval,
            condition,
            Intent.ROWS,
            cancellation,
            scan ->
                page(
                    paged,
                    order,
                    size,
                    new PageReader(scan, matching, order, size + 1, firstRows)
                        .read(List.of(), ConnectionRow::readAll)));
    boolean nothing = pageToken.isEmpty() && page.value().rows().isEmpty();
    return page.remarked(condition, paged.interval(), nothing);
  }

  private static Page page(Question question, Order order, int size, List<ConnectionRow> rows) {
    if (rows.size() <= size) {
      return new Page(rows, "");
    }
    List<ConnectionRow> page = rows.subList(0, size);
    return new Page(page, token(question, order, page.getLast()));
  }

  private static String token(Question question, Order order, ConnectionRow last) {
    Interval interval = question.interval();
    return PositionToken.TOKENS.write(
        PositionToken.question(question, order),
        new PositionToken.Rest(last.position(), interval.startNanos(), interval.endNanos()));
  }

  /**
   * Hands the whole result over in chunks of up to {@value #CHUNK_SIZE}, on the caller's thread;
   * the chunk's receiver may block as long as it likes. The deadline is that of a window, so it
   * limits the time without progress and not the whole.
   *
   * @param limit of rows; 0 for all
   * @return what the result lacks, as of its end
   */
  public Completeness stream(
      Question question,
      Order order,
      long limit,
      Cancellation cancellation,
      Consumer<List<ConnectionRow>> chunks) {
    if (limit < 0) {
      throw Refusal.ofField(Reason.INVALID_LIMIT, "limit", "A limit is not negative.");
    }
    if (!streams.tryAcquire()) {
      refusedStreams.increment();
      throw new Refusal(
          Reason.QUERY_LIMIT,
          "All %d places for streams are taken; ask again later.".formatted(mostStreams));
    }
    try {
      Condition condition = compile(question);
      StreamWalk walk = new StreamWalk(question.interval(), condition, order, limit, firstRows);
      return walk(walk, question.interval(), condition, cancellation, chunks);
    } finally {
      streams.release();
    }
  }

  private Completeness walk(
      StreamWalk walk,
      Interval interval,
      Condition condition,
      Cancellation cancellation,
      Consumer<List<ConnectionRow>> chunks) {
    boolean nothing = true;
    while (walk.hasMore()) {
      List<ConnectionRow> rows =
          engine.run(walk.rest(), condition, Intent.ROWS, cancellation, walk::window).value();
      for (int from = 0; from < rows.size(); from += CHUNK_SIZE) {
        chunks.accept(rows.subList(from, Math.min(from + CHUNK_SIZE, rows.size())));
      }
      nothing &= rows.isEmpty();
      walk.passed(rows);
    }
    return engine
        .run(interval, condition, Intent.SUMS, cancellation, scan -> true)
        .remarked(condition, interval, nothing)
        .completeness()
        .withScanned(walk.openedSegments());
  }

  public Answer<Count> count(Question question, Cancellation cancellation) {
    Condition condition = compile(question);
    Matching matching = new Matching(question.interval(), condition);
    Answer<Count> count =
        engine.run(
            question.interval(),
            condition,
            Intent.ROWS,
            cancellation,
            scan -> scan.overGroups(open -> count(open, matching), Count::plus));
    return count.remarked(condition, question.interval(), count.value().connections() == 0);
  }

  private static Count count(OpenScan open, Matching matching) throws SQLException {
    Sql sql = new Sql().add("SELECT " + COUNT + " FROM ").add(matching.table(open));
    return open.ask(sql, result -> result.next() ? count(result, 1) : Count.NONE);
  }

  private static final String COUNT =
      """
      count(*), least(coalesce(sum(client_packets + server_packets), 0), 9223372036854775807)::BIGINT,
      least(coalesce(sum(client_bytes + server_bytes), 0), 9223372036854775807)::BIGINT\
      """;

  private static Count count(ResultSet row, int column) throws SQLException {
    return new Count(row.getLong(column), row.getLong(column + 1), row.getLong(column + 2));
  }

  /** Services of the interval by name. */
  public Answer<List<ServiceTotal>> services(Interval interval, Cancellation cancellation) {
    Condition all = new Condition.AllOf(List.of());
    Matching matching = new Matching(interval, all);
    Answer<Map<String, Count>> counts =
        engine.run(
            interval,
            all,
            Intent.SUMS,
            cancellation,
            scan -> scan.overGroups(open -> services(open, matching), Search::plus));
    return new Answer<>(
        counts.value().entrySet().stream()
            .map(each -> new ServiceTotal(each.getKey(), each.getValue()))
            .toList(),
        counts.completeness());
  }

  private static Map<String, Count> services(OpenScan open, Matching matching) throws SQLException {
    Sql sql =
        new Sql()
            .add("SELECT service, " + COUNT + " FROM ")
            .add(matching.table(open))
            .add(" GROUP BY service");
    return open.ask(sql, Search::readServices);
  }

  private static Map<String, Count> readServices(ResultSet result) throws SQLException {
    Map<String, Count> services = new TreeMap<>();
    while (result.next()) {
      services.put(result.getString(1), count(result, 2));
    }
    return services;
  }

  private static Map<String, Count> plus(Map<String, Count> some, Map<String, Count> others) {
    others.forEach((service, count) -> some.merge(service, count, Count::plus));
    return some;
  }

  private Condition compile(Question question) {
    return engine.compile(question.filter(), engine.sourceNames());
  }
}
