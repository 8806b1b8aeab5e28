package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole result as a walk of windows: each is a short question of its own that begins behind the
 * last row of the one before, as a page does, so rows that come or move between files meanwhile
 * neither repeat nor hide others. Between windows nothing is held, neither a turn nor a snapshot
 * nor a file, however slowly the caller reads; at most {@value #WINDOW_ROWS} rows are in memory.
 */
final class StreamWalk {
  static final int WINDOW_ROWS = 32_768;

  private final Interval interval;
  private final Condition condition;
  private final Order order;
  private final long firstRows;
  private final Set<Long> opened = new HashSet<>();
  private long left;
  private @Nullable Position last;
  private boolean more = true;

  /**
   * @param limit of rows; 0 for all
   * @param firstRows as {@link PageReader} has it
   */
  StreamWalk(Interval interval, Condition condition, Order order, long limit, long firstRows) {
    this.interval = interval;
    this.condition = condition;
    this.order = order;
    this.left = limit == 0 ? Long.MAX_VALUE : limit;
    this.firstRows = firstRows;
  }

  boolean hasMore() {
    return more;
  }

  /** What the next window can hold. */
  Interval rest() {
    return last == null ? interval : order.behind(interval, last);
  }

  /** Reads the next window; {@link #passed} moves on. */
  List<ConnectionRow> window(Scan scan) throws SQLException {
    Sql behind = new Sql();
    if (last != null) {
      order.behind(behind, last);
    }
    Matching matching = new Matching(rest(), condition).and(behind);
    List<ConnectionRow> rows =
        new PageReader(scan, matching, order, size(), firstRows)
            .read(List.of(), ConnectionRow::readAll);
    opened.addAll(scan.opened());
    return rows;
  }

  private int size() {
    return (int) Math.min(left, WINDOW_ROWS);
  }

  /** The rows of the window were taken. */
  void passed(List<ConnectionRow> rows) {
    more = rows.size() == size();
    left -= rows.size();
    more &= left > 0;
    last = rows.isEmpty() ? last : rows.getLast().position();
  }

  /** Segments that had to be opened so far. */
  int openedSegments() {
    return opened.size();
  }
}
