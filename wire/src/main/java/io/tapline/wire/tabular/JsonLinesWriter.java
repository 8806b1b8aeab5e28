package io.tapline.wire.tabular;

import java.io.OutputStream;
import java.util.List;

/**
 * One flat JSON object a line (RFC 8259), members in the order of the columns. A column without
 * value is left out; times are RFC 3339 texts, durations numbers of seconds.
 */
public final class JsonLinesWriter extends RowWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  public JsonLinesWriter(OutputStream out, List<Column> columns) {
    super(out, columns);
  }

  /** There is no header. */
  @Override
  public void begin() {}

  @Override
  protected void startRow() {
    row.append('{');
  }

  @Override
  protected void finishRow() {
    row.append("}\n");
  }

  private StringBuilder member(Column column) {
    if (row.length() > 1) {
      row.append(',');
    }
    quote(column.name());
    return row.append(':');
  }

  @Override
  protected void appendNone(Column column) {}

  @Override
  protected void appendText(Column column, String text) {
    member(column);
    quote(text);
  }

  @Override
  protected void appendBare(Column column, String digits) {
    member(column).append(digits);
  }

  @Override
  protected void appendWord(Column column, String word) {
    member(column).append('"').append(word).append('"');
  }

  @Override
  protected void appendFlag(Column column, boolean flag) {
    member(column).append(flag);
  }

  @Override
  protected void appendTime(Column column, long nanos) {
    appendWord(column, Rfc3339.text(nanos));
  }

  private void quote(String text) {
    row.append('"');
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i));
    }
    row.append('"');
  }

  private void append(char c) {
    if (c == '"' || c == '\\') {
      row.append('\\').append(c);
    } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
      row.append("\\u").append(HEX[c >>> 12]).append(HEX[c >>> 8 & 15]);
      row.append(HEX[c >>> 4 & 15]).append(HEX[c & 15]);
    } else {
      row.append(c);
    }
  }
}
