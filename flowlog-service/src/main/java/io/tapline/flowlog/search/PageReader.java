package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the first rows of an order. It looks at the segments in that order, a few at first and then
 * more and more, and only at the column of starts, until no segment is left that could hold an
 * earlier row of the page. Then it reads all columns of the few rows up to the last start.
 */
final class PageReader {
  /** Less than a full segment, so that one of these, or many small ones, are looked at first. */
  static final long FIRST_ROWS = 1 << 19;

  private final Scan scan;
  private final Matching matching;
  private final Order order;
  private final int size;
  private final long firstRows;
  private final List<Long> starts = new ArrayList<>();
  private final List<Part> seen = new ArrayList<>();

  /**
   * @param size rows that are wanted
   * @param firstRows of the segments that are looked at first; of the next ones twice as many
   */
  PageReader(Scan scan, Matching matching, Order order, int size, long firstRows) {
    this.scan = scan;
    this.matching = matching;
    this.order = order;
    this.size = size;
    this.firstRows = firstRows;
  }

  List<ConnectionRow> read() throws SQLException {
    List<Part> parts = scan.parts().stream().sorted(order.parts()).toList();
    long rows = firstRows;
    while (seen.size() < parts.size() && mayMatter(parts.get(seen.size()))) {
      List<Part> next = take(parts, rows);
      seen.addAll(next);
      look(scan.over(next));
      rows *= 2;
    }
    return starts.isEmpty() ? List.of() : rows();
  }

  /** A segment with the last start itself may hold a row that comes before the page's last. */
  private boolean mayMatter(Part part) {
    return starts.size() < size || !order.isBehind(part, starts.getLast());
  }

  private List<Part> take(List<Part> parts, long rows) {
    List<Part> taken = new ArrayList<>();
    long left = rows;
    for (int i = seen.size(); i < parts.size() && left > 0; i++) {
      taken.add(parts.get(i));
      left -= parts.get(i).rows();
    }
    return taken;
  }

  private void look(Scan next) throws SQLException {
    Sql sql =
        new Sql()
            .add("SELECT epoch_us(start_time) FROM ")
            .add(matching.table(next))
            .add(" ORDER BY start_time " + order.direction())
            .add(" LIMIT " + size);
    starts.addAll(next.ask(sql, PageReader::readStarts));
    starts.sort(order.starts());
    starts.subList(Math.min(size, starts.size()), starts.size()).clear();
  }

  private static List<Long> readStarts(ResultSet result) throws SQLException {
    List<Long> starts = new ArrayList<>();
    while (result.next()) {
      starts.add(result.getLong(1));
    }
    return starts;
  }

  private List<ConnectionRow> rows() throws SQLException {
    long last = starts.getLast();
    Sql upToLast = new Sql();
    order.upTo(upToLast, last);
    Scan near = scan.over(seen.stream().filter(part -> !order.isBehind(part, last)).toList());
    Sql sql =
        new Sql()
            .add("SELECT " + ConnectionRow.COLUMNS + " FROM ")
            .add(matching.and(upToLast).table(near))
            .add(order.orderBy())
            .add(" LIMIT " + size);
    return near.ask(sql, ConnectionRow::readAll);
  }
}
