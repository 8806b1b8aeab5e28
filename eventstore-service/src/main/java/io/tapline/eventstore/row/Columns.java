package io.tapline.eventstore.row;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of columns, as Vert.x takes and gives them. */
public final class Columns {
  private Columns() {}

  /** One column of the rows, for {@code unnest($n::text[])}. */
  public static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  /** One column of the rows, for {@code unnest($n::timestamptz[])}. */
  public static <T> @Nullable OffsetDateTime[] times(
      List<T> rows, Function<T, @Nullable Instant> column) {
    return rows.stream().map(row -> utcOrNull(column.apply(row))).toArray(OffsetDateTime[]::new);
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant time) {
    return time == null ? null : utc(time);
  }

  public static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** Of a column that is not null. */
  public static Instant time(Row row, int column) {
    return Objects.requireNonNull(row.getOffsetDateTime(column)).toInstant();
  }

  /** The one number that was asked for. */
  public static long number(RowSet<Row> rows) {
    return rows.iterator().next().getLong(0);
  }

  /** What each row says, in their order. */
  public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> reading) {
    List<T> list = new ArrayList<>();
    rows.forEach(row -> list.add(reading.apply(row)));
    return list;
  }
}
