package io.tapline.eventstore.analysis;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.query.EventColumn;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The least or greatest value of a column. */
public final class ColumnBounds {
  /** Which end. */
  public enum End {
    MIN,
    MAX
  }

  /** One of the two, or none when there is no event. */
  public record Bound(@Nullable String text, @Nullable Instant time) {}

  private final Pool pool;

  public ColumnBounds(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param column of one text or time
   */
  public Uni<Bound> find(EventColumn column, End end) {
    String sql =
        "SELECT %s(%s) FROM eventstore.event e"
            .formatted(end == End.MIN ? "min" : "max", column.sqlScalar());
    return pool.query(sql).execute().map(rows -> bound(rows.iterator().next(), column));
  }

  private static Bound bound(Row row, EventColumn column) {
    if (row.getValue(0) == null) {
      return new Bound(null, null);
    }
    return column.kind() == EventColumn.Kind.TIME
        ? new Bound(null, row.getOffsetDateTime(0).toInstant())
        : new Bound(row.getString(0), null);
  }
}
