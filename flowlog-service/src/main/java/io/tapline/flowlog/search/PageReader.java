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
 * earlier row of the page. Then it reads all columns of the few rows up to the last start, of the
 * segments among which there were any. What it does not look at is not even brought to this disk.
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
  private final List<Looked> looked = new ArrayList<>();
  private int seen;

  /** Segments that were looked at together, and the first start among them. */
  private record Looked(List<Part> parts, long firstStart) {}

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

  /** Reads the rows in order; they are handed over where their files may be open. */
  <T> T read(T nothing, Scan.Rows<T> rows) throws SQLException {
    List<Part> parts = scan.parts().stream().sorted(order.parts()).toList();
    long next = firstRows;
    while (seen < parts.size() && mayMatter(parts.get(seen))) {
      List<Part> taken = take(parts, next);
      seen += taken.size();
      look(taken);
      next *= 2;
    }
    return starts.isEmpty() ? nothing : rows(rows);
  }

  /** A segment with the last start itself may hold a row that comes before the page's last. */
  private boolean mayMatter(Part part) {
    return starts.size() < size || !order.isBehind(part, starts.getLast());
  }

  /** No more than may be open at a time. */
  private List<Part> take(List<Part> parts, long rows) {
    List<Part> taken = new ArrayList<>();
    long left = rows;
    for (int i = seen; i < parts.size() && left > 0; i++) {
      taken.add(parts.get(i));
      left -= parts.get(i).rows();
    }
    return scan.groups(taken).getFirst();
  }

  private void look(List<Part> parts) throws SQLException {
    List<Long> found = scan.over(parts, open -> open.ask(starts(open), PageReader::readStarts));
    if (!found.isEmpty()) {
      looked.add(new Looked(parts, found.getFirst()));
    }
    starts.addAll(found);
    starts.sort(order.starts());
    starts.subList(Math.min(size, starts.size()), starts.size()).clear();
  }

  private Sql starts(OpenScan open) {
    return new Sql()
        .add("SELECT epoch_us(start_time) FROM ")
        .add(matching.table(open))
        .add(" ORDER BY start_time " + order.direction())
        .add(" LIMIT " + size);
  }

  private static List<Long> readStarts(ResultSet result) throws SQLException {
    List<Long> starts = new ArrayList<>();
    while (result.next()) {
      starts.add(result.getLong(1));
    }
    return starts;
  }

  private <T> T rows(Scan.Rows<T> rows) throws SQLException {
    long last = starts.getLast();
    Sql upToLast = new Sql();
    order.upTo(upToLast, last);
    Matching near = matching.and(upToLast);
    List<List<Part>> groups = scan.groups(near(last));
    if (groups.size() == 1) {
      return scan.over(groups.getFirst(), open -> open.ask(first(near.table(open)), rows));
    }
    try (Gathered gathered = new Gathered(scan)) {
      for (List<Part> group : groups) {
        scan.run(group, open -> gathered.add(open, whole(near.table(open))));
      }
      return scan.ask(first(gathered.table()), rows);
    }
  }

  private List<Part> near(long last) {
    return looked.stream()
        .filter(some -> order.starts().compare(some.firstStart(), last) <= 0)
        .flatMap(some -> some.parts().stream())
        .filter(part -> !order.isBehind(part, last))
        .toList();
  }

  private Sql first(Sql table) {
    return new Sql()
        .add("SELECT " + ConnectionRow.COLUMNS + " FROM ")
        .add(table)
        .add(order.orderBy() + " LIMIT " + size);
  }

  /** With the columns of segments, since not all of the rows need be among the first. */
  private Sql whole(Sql table) {
    return new Sql().add("SELECT * FROM ").add(table).add(order.orderBy() + " LIMIT " + size);
  }
}
