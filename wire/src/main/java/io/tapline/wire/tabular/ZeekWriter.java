package io.tapline.wire.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Zeek's tab-separated values with its header, without {@code #open} and {@code #close}. No value
 * is {@code -}, an empty text {@code (empty)}; control characters, backslashes, and texts that
 * would read as one of those two are escaped as {@code \xNN}. Times and durations are seconds.
 */
public final class ZeekWriter extends RowWriter {
  private static final String UNSET = "-";
  private static final String EMPTY = "(empty)";
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final String path;

  /** A log of this name, for example {@code conn}. */
  public ZeekWriter(OutputStream out, List<Column> columns, String path) {
    super(out, columns);
    this.path = path;
  }

  @Override
  public void begin() throws IOException {
    StringBuilder names = new StringBuilder("#fields");
    StringBuilder types = new StringBuilder("#types");
    for (Column column : columns()) {
      names.append('\t').append(column.name());
      types.append('\t').append(column.type().zeekName());
    }
    write(
        """
        #separator \\x09
        #set_separator\t,
        #empty_field\t%s
        #unset_field\t%s
        #path\t%s
        %s
        %s
        """
            .formatted(EMPTY, UNSET, path, names, types));
  }

  @Override
  protected void startRow() {}

  @Override
  protected void finishRow() {
    row.append('\n');
  }

  private StringBuilder next() {
    return isFirst() ? row : row.append('\t');
  }

  @Override
  protected void appendNone(Column column) {
    next().append(UNSET);
  }

  @Override
  protected void appendText(Column column, String text) {
    next();
    if (text.isEmpty()) {
      row.append(EMPTY);
      return;
    }
    int from = 0;
    if (text.equals(UNSET) || text.equals(EMPTY) || text.charAt(0) == '#') {
      escape(text.charAt(0));
      from = 1;
    }
    for (int i = from; i < text.length(); i++) {
      append(text.charAt(i));
    }
  }

  private void append(char c) {
    if (c < ' ' || c == '\\' || c == 0x7F) {
      escape(c);
    } else {
      row.append(c);
    }
  }

  private void escape(char c) {
    row.append("\\x").append(HEX[c >>> 4]).append(HEX[c & 15]);
  }

  @Override
  protected void appendBare(Column column, String digits) {
    next().append(digits);
  }

  @Override
  protected void appendWord(Column column, String word) {
    next().append(word);
  }

  @Override
  protected void appendFlag(Column column, boolean flag) {
    next().append(flag ? 'T' : 'F');
  }

  @Override
  protected void appendTime(Column column, long nanos) {
    next().append(seconds(nanos));
  }
}
