package io.tapline.eventstore.search;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.event.EventStore;
import io.tapline.eventstore.event.EventStore.Located;
import io.tapline.eventstore.query.ConditionSql;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.PageBytes;
import io.tapline.eventstore.query.QueryRunner;
import io.tapline.eventstore.query.Sql;
import io.tapline.eventstore.row.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages in two steps: which events, and how large they are; then as many of them as fit into
 * the bytes of a page, at least one. So a page of large messages never fills the memory.
 */
public final class EventSearch {
  private final QueryRunner runner;
  private final EventStore store;
  private final long pageBytes;
  private final Runnable onClipped;

  /**
   * @param pageBytes messages of a page in UTF-8, at most
   * @param onClipped called for each page that is shorter than asked because of its bytes
   */
  public EventSearch(QueryRunner runner, EventStore store, long pageBytes, Runnable onClipped) {
    this.runner = runner;
    this.store = store;
    this.pageBytes = pageBytes;
    this.onClipped = onClipped;
  }

  private record Found(Located event, Instant orderTime, int bytes) {
    static Found of(Row row) {
      Located event = new Located(row.getString(0), Columns.time(row, 1));
      return new Found(event, Columns.time(row, 2), row.getInteger(3));
    }
  }

  public Uni<EventPage> page(EventQuery query, SearchPage page) {
    return runner
        .run(query.name(), sql(query, page))
        .map(rows -> Columns.list(rows, Found::of))
        .chain(rows -> read(rows, fitting(rows, page.size())));
  }

  private static Sql sql(EventQuery query, SearchPage page) {
    String time = page.order().byStorage() ? "e.storage_time" : "e.detect_time";
    String direction = page.order().ascending() ? "asc" : "desc";
    Sql sql =
        new Sql()
            .append(
                "select e.id, e.insert_time, %s, e.idea_bytes\nfrom eventstore.event e"
                    .formatted(time));
    ConditionSql.where(query, sql);
    after(sql, page, time);
    return sql.append("\norder by %s %s, e.id %s limit ".formatted(time, direction, direction))
        .bind(page.size() + 1)
        .append(" offset ")
        .bind(page.skip());
  }

  private static void after(Sql sql, SearchPage page, String time) {
    Cursor after = page.after();
    if (after != null) {
      sql.append("\n  and (%s, e.id) %s (".formatted(time, page.order().ascending() ? ">" : "<"))
          .bind(after.time())
          .append(", ")
          .bind(after.id())
          .append(")");
    }
  }

  /** How many of the rows the page takes; counts the pages that bytes cut short. */
  private int fitting(List<Found> rows, int size) {
    int count = PageBytes.fitting(rows, size, pageBytes, Found::bytes);
    if (count < Math.min(size, rows.size())) {
      onClipped.run();
    }
    return count;
  }

  private Uni<EventPage> read(List<Found> rows, int count) {
    List<Found> page = rows.subList(0, count);
    @Nullable Cursor next = count < rows.size() ? cursor(page.getLast()) : null;
    return store
        .read(page.stream().map(Found::event).toList())
        .map(events -> new EventPage(events, next));
  }

  private static Cursor cursor(Found row) {
    return new Cursor(row.orderTime(), row.event().id());
  }
}
