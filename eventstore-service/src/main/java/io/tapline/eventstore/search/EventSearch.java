package io.tapline.eventstore.search;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.event.EventStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages in two steps: which events, and how large they are; then as many of them as fit into
 * the bytes of a page, at least one. So a page of large messages never fills the memory.
 */
public final class EventSearch {
  private final Mutiny.SessionFactory sessions;
  private final EventStore store;
  private final long pageBytes;
  private final Runnable onClipped;

  /**
   * @param pageBytes messages of a page in UTF-8, at most
   * @param onClipped called for each page that is shorter than asked because of its bytes
   */
  public EventSearch(
      Mutiny.SessionFactory sessions, EventStore store, long pageBytes, Runnable onClipped) {
    this.sessions = sessions;
    this.store = store;
    this.pageBytes = pageBytes;
    this.onClipped = onClipped;
  }

  private record Row(String id, Instant detectTime, int bytes) {
    static Row of(Object[] columns) {
      Instant time = ((OffsetDateTime) columns[1]).toInstant();
      return new Row((String) columns[0], time, ((Number) columns[2]).intValue());
    }
  }

  public Uni<EventPage> page(EventQuery query, @Nullable Cursor after, int size) {
    SearchSql sql = SearchSql.of(query, after, size + 1);
    return sessions
        .withSession(session -> sql.on(session).getResultList())
        .map(rows -> rows.stream().map(Row::of).toList())
        .chain(rows -> read(rows, fitting(rows, size)));
  }

  /** How many of the rows the page takes; counts the pages that bytes cut short. */
  private int fitting(List<Row> rows, int size) {
    int count = 0;
    long bytes = 0;
    while (count < Math.min(size, rows.size())) {
      bytes += rows.get(count).bytes();
      if (bytes > pageBytes && count > 0) {
        onClipped.run();
        break;
      }
      count++;
    }
    return count;
  }

  private Uni<EventPage> read(List<Row> rows, int count) {
    List<Row> page = rows.subList(0, count);
    @Nullable Cursor next = count < rows.size() ? cursor(page.getLast()) : null;
    return store
        .read(page.stream().map(Row::id).toList())
        .map(events -> new EventPage(events, next));
  }

  private static Cursor cursor(Row row) {
    return new Cursor(row.detectTime(), row.id());
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
