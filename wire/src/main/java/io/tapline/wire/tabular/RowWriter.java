package io.tapline.wire.tabular;

import io.tapline.wire.address.IpAddresses;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes rows: for each column its value or {@link #none}, in order, then {@link #endRow}. A value
 * of another type than its column's, or too few or too many of them, is a fault of the caller
 * (IllegalStateException). Texts are UTF-8. The stream is neither flushed nor closed here. For one
 * thread.
 */
public abstract class RowWriter {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The row at hand. */
  protected final StringBuilder row = new StringBuilder(256);

  private final OutputStream out;
  private final List<Column> columns;
  private int next;

  /** A writer of these columns; nothing is written yet. */
  protected RowWriter(OutputStream out, List<Column> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
  }

  /** The columns in their order. */
  public final List<Column> columns() {
    return columns;
  }

  /** Writes what stands before the first row, if anything does; once, first. */
  public abstract void begin() throws IOException;

  /** The column has no value in this row. */
  public final RowWriter none() {
    appendNone(column());
    return this;
  }

  /** A text, possibly empty. */
  public final RowWriter text(String text) {
    Column column = column();
    check(column, column.type().isText());
    appendText(column, text);
    return this;
  }

  /** A number. */
  public final RowWriter number(long number) {
    Column column = column();
    check(column, column.type().isNumber());
    appendBare(column, Long.toString(number));
    return this;
  }

  /** Yes or no. */
  public final RowWriter flag(boolean flag) {
    Column column = column();
    check(column, column.type() == ColumnType.FLAG);
    appendFlag(column, flag);
    return this;
  }

  /** An address in two halves. */
  public final RowWriter address(long high, long low) {
    Column column = column();
    check(column, column.type() == ColumnType.ADDRESS);
    appendWord(column, IpAddresses.format(high, low));
    return this;
  }

  /** Nanoseconds since the epoch, not negative. */
  public final RowWriter time(long nanos) {
    Column column = column();
    check(column, column.type() == ColumnType.TIME && nanos >= 0);
    appendTime(column, nanos);
    return this;
  }

  /** Nanoseconds, not negative. */
  public final RowWriter duration(long nanos) {
    Column column = column();
    check(column, column.type() == ColumnType.DURATION && nanos >= 0);
    appendBare(column, seconds(nanos));
    return this;
  }

  /** Writes the row out. */
  public final void endRow() throws IOException {
    if (next != columns.size()) {
      throw new IllegalStateException("%d values for %d columns".formatted(next, columns.size()));
    }
    next = 0;
    finishRow();
    write(row);
    row.setLength(0);
  }

  private Column column() {
    if (next == columns.size()) {
      throw new IllegalStateException("more values than columns");
    }
    if (next == 0) {
      startRow();
    }
    return columns.get(next++);
  }

  private static void check(Column column, boolean fits) {
    if (!fits) {
      throw new IllegalStateException("no value of column " + column.name());
    }
  }

  /** Whether the value at hand is the first of its row. */
  protected final boolean isFirst() {
    return next == 1;
  }

  /** Writes text as it is. */
  protected final void write(CharSequence text) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Seconds with six decimals, or nine where microseconds are not enough. */
  protected static String seconds(long nanos) {
    long fraction = nanos % NANOS_PER_SECOND;
    StringBuilder text = new StringBuilder(24).append(nanos / NANOS_PER_SECOND).append('.');
    boolean fine = fraction % 1000 != 0;
    String digits = Long.toString(fine ? fraction : fraction / 1000);
    text.repeat('0', (fine ? 9 : 6) - digits.length());
    return text.append(digits).toString();
  }

  /** Begins a row. */
  protected abstract void startRow();

  /** Ends a row, its line end included. */
  protected abstract void finishRow();

  /** Appends that there is no value. */
  protected abstract void appendNone(Column column);

  /** Appends any text. */
  protected abstract void appendText(Column column, String text);

  /** Appends a number's digits. */
  protected abstract void appendBare(Column column, String digits);

  /** Appends a text of letters, digits, dots, colons and hyphens. */
  protected abstract void appendWord(Column column, String word);

  /** Appends yes or no. */
  protected abstract void appendFlag(Column column, boolean flag);

  /** Appends a time. */
  protected abstract void appendTime(Column column, long nanos);
}
