package io.tapline.eventstore.cache;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.query.PageBytes;
import io.tapline.eventstore.row.Columns;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds saved events that relapsed, in pages ordered by event id: first which, and how large they
 * are; then as many of them as fit into the bytes of a page, at least one.
 */
public final class RelapseSearch {
  private static final String FIND =
      """
      SELECT s.event_id, e.idea_bytes, array_agg(s.key ORDER BY s.key)
      FROM eventstore.thresholded_event s
      JOIN eventstore.threshold t ON t.key = s.key
      JOIN eventstore.event_id i ON i.id = s.event_id
      JOIN eventstore.event e ON e.insert_time = i.insert_time AND e.id = i.id
      WHERE s.group_name = $1 AND s.severity = $2 AND t.window_end <= $3
        AND t.relapse_start < t.window_end AND s.create_time >= t.relapse_start
        AND s.event_id > $4
      GROUP BY s.event_id, e.idea_bytes ORDER BY s.event_id LIMIT $5""";

  private static final String READ =
      """
      SELECT e.id, e.idea FROM eventstore.event_id i
      JOIN eventstore.event e ON e.insert_time = i.insert_time AND e.id = i.id
      WHERE i.id = ANY ($1)""";

  private static final String LOOKED =
      """
      INSERT INTO eventstore.relapse_search AS s (group_name, severity, search_time)
      VALUES ($1, $2, $3)
      ON CONFLICT (group_name, severity) DO UPDATE
        SET search_time = greatest(s.search_time, excluded.search_time)""";

  private final Pool pool;
  private final long pageBytes;

  /**
   * @param pageBytes messages of a page in UTF-8, at most
   */
  public RelapseSearch(Pool pool, long pageBytes) {
    this.pool = pool;
    this.pageBytes = pageBytes;
  }

  /**
   * A page.
   *
   * @param next the event id after which the next page starts; empty on the last page
   */
  public record Page(List<RelapsedEvent> events, String next) {}

  /**
   * @param after event id of the page before; empty for the first page
   */
  public Uni<Page> page(RelapseQuery query, String after, int size) {
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(FIND)
                .execute(question(query).addValue(after).addValue(size + 1))
                .chain(rows -> read(transaction, found(rows), size))
                .call(page -> looked(transaction, query, page)));
  }

  private static Tuple question(RelapseQuery query) {
    return Tuple.tuple()
        .addValue(query.group())
        .addValue(query.severity().name())
        .addValue(Columns.utc(query.time()));
  }

  private record Found(String eventId, int bytes, List<String> keys) {}

  private static List<Found> found(RowSet<Row> rows) {
    return Columns.list(
        rows,
        row -> new Found(row.getString(0), row.getInteger(1), List.of(row.getArrayOfStrings(2))));
  }

  private Uni<Page> read(SqlConnection transaction, List<Found> found, int size) {
    List<Found> fitting = found.subList(0, PageBytes.fitting(found, size, pageBytes, Found::bytes));
    String next = fitting.size() < found.size() ? fitting.getLast().eventId() : "";
    return transaction
        .preparedQuery(READ)
        .execute(Tuple.tuple().addValue(Columns.texts(fitting, Found::eventId)))
        .map(rows -> new Page(events(fitting, messages(rows)), next));
  }

  private static Map<String, String> messages(RowSet<Row> rows) {
    Map<String, String> messages = new HashMap<>();
    rows.forEach(
        row ->
            messages.put(
                row.getString(0), new String(row.getBuffer(1).getBytes(), StandardCharsets.UTF_8)));
    return messages;
  }

  /** One that was deleted since it was found is left out. */
  private static List<RelapsedEvent> events(List<Found> found, Map<String, String> messages) {
    List<RelapsedEvent> events = new ArrayList<>();
    for (Found one : found) {
      String idea = messages.get(one.eventId());
      if (idea != null) {
        events.add(new RelapsedEvent(one.eventId(), idea, one.keys()));
      }
    }
    return events;
  }

  /** The last page remembers until when relapses were looked for. */
  private static Uni<Void> looked(SqlConnection transaction, RelapseQuery query, Page page) {
    return page.next().isEmpty()
        ? transaction.preparedQuery(LOOKED).execute(question(query)).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }
}
