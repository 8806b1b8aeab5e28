package io.tapline.wire.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Comma-separated values with a header, RFC 4180 but for the line end, which is a line feed. No
 * value is an empty field, an empty text is {@code ""}; times are RFC 3339.
 */
public final class CsvWriter extends RowWriter {
  public CsvWriter(OutputStream out, List<Column> columns) {
    super(out, columns);
  }

  @Override
  public void begin() throws IOException {
    StringBuilder header = new StringBuilder();
    for (Column column : columns()) {
      header.append(header.isEmpty() ? "" : ",");
      quote(header, column.name());
    }
    write(header.append('\n'));
  }

  @Override
  protected void startRow() {}

  @Override
  protected void finishRow() {
    row.append('\n');
  }

  private StringBuilder next() {
    return isFirst() ? row : row.append(',');
  }

  @Override
  protected void appendNone(Column column) {
    next();
  }

  @Override
  protected void appendText(Column column, String text) {
    quote(next(), text);
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
    next().append(flag);
  }

  @Override
  protected void appendTime(Column column, long nanos) {
    next().append(Rfc3339.text(nanos));
  }

  private static void quote(StringBuilder to, String text) {
    if (isPlain(text)) {
      to.append(text);
    } else {
      to.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
