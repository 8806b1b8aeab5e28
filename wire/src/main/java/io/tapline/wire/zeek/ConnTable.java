package io.tapline.wire.zeek;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.WordCache;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the header lines ({@code #separator}, {@code #fields} ...) say about the rows behind them,
 * and the splitting of those rows. {@code #separator} begins a new header.
 */
final class ConnTable {
  private static final int MOST_COLUMNS = 1024;
  private static final int LONGEST_MARK = 64;
  private static final byte[] SEPARATOR = "#separator ".getBytes(US_ASCII);
  private static final byte[] EMPTY = "#empty_field".getBytes(US_ASCII);
  private static final byte[] UNSET = "#unset_field".getBytes(US_ASCII);
  private static final byte[] FIELDS = "#fields".getBytes(US_ASCII);

  private final Line scratch = new Line();
  private char separator = '\t';
  private byte[] empty = "(empty)".getBytes(US_ASCII);
  private byte[] unset = "-".getBytes(US_ASCII);
  private ConnColumn[] columns = {};

  /** Whether the columns are known. */
  boolean isKnown() {
    return columns.length > 0;
  }

  /** Whether the rows are connections. */
  boolean ofConnections() {
    for (ConnColumn column : columns) {
      if (column.isOfConnections()) {
        return true;
      }
    }
    return false;
  }

  /** Takes a line that begins with {@code #}. */
  void header(Line line) {
    if (line.startsWith(SEPARATOR, line.start, line.end)) {
      separator(line, line.start + SEPARATOR.length);
    } else if (isHeader(EMPTY, line)) {
      empty = value(EMPTY, line);
    } else if (isHeader(UNSET, line)) {
      unset = value(UNSET, line);
    } else if (line.startsWith(FIELDS, line.start, line.end)) {
      fields(line, line.start + FIELDS.length);
    }
  }

  private boolean isHeader(byte[] name, Line line) {
    int behind = line.start + name.length;
    return line.startsWith(name, line.start, line.end)
        && behind < line.end
        && line.bytes[behind] == (byte) separator;
  }

  /** The text behind the name; no more than {@value #LONGEST_MARK} bytes of it. */
  private static byte[] value(byte[] name, Line line) {
    int from = line.start + name.length + 1;
    return Arrays.copyOfRange(line.bytes, from, Math.min(line.end, from + LONGEST_MARK));
  }

  /** {@code \x09}, or the byte itself; a tab where there is none. */
  private void separator(Line line, int from) {
    boolean escaped =
        line.end - from == 4 && line.bytes[from] == '\\' && line.bytes[from + 1] == 'x';
    int first = from < line.end ? line.bytes[from] & 0xFF : '\t';
    long value = escaped ? Numbers.hex(line.bytes, from + 2, line.end) : first;
    separator = value >= 0 ? (char) value : '\t';
    columns = new ConnColumn[0];
  }

  /** The byte behind the name separates, also where no {@code #separator} said so. */
  private void fields(Line line, int behind) {
    if (behind < line.end) {
      separator = (char) (line.bytes[behind] & 0xFF);
      columns = columns(line, behind + 1);
    }
  }

  private ConnColumn[] columns(Line line, int from) {
    ConnColumn[] found = new ConnColumn[MOST_COLUMNS];
    int count = 0;
    for (int at = from; at <= line.end && count < MOST_COLUMNS; count++) {
      int end = line.endOf(separator, at, line.end);
      found[count] = ConnColumn.named(WordCache.decode(line.bytes, at, end));
      at = end + 1;
    }
    return Arrays.copyOf(found, count);
  }

  /**
   * Gives the values that are set to the fields; false when there are more or fewer than columns.
   */
  boolean row(Line line, ConnFields fields) {
    int at = line.start;
    for (ConnColumn column : columns) {
      if (at > line.end) {
        return false;
      }
      int end = line.endOf(separator, at, line.end);
      if (column != ConnColumn.OTHER && isSet(line, at, end)) {
        value(column, line, at, end, fields);
      }
      at = end + 1;
    }
    return at > line.end;
  }

  private boolean isSet(Line line, int from, int to) {
    return to > from && !line.is(unset, from, to) && !line.is(empty, from, to);
  }

  private void value(ConnColumn column, Line line, int from, int to, ConnFields fields) {
    if (line.indexOf('\\', from, to) < 0) {
      fields.set(column, line, from, to);
    } else {
      ZeekEscapes.undo(line, from, to, scratch);
      fields.set(column, scratch, scratch.start, scratch.end);
    }
  }

  void write(DataOutputStream state) throws IOException {
    state.writeByte(separator);
    state.writeUTF(new String(empty, ISO_8859_1));
    state.writeUTF(new String(unset, ISO_8859_1));
    state.writeShort(columns.length);
    for (ConnColumn column : columns) {
      state.writeUTF(column.text);
    }
  }

  void read(DataInputStream state) throws IOException {
    separator = (char) state.readUnsignedByte();
    empty = state.readUTF().getBytes(ISO_8859_1);
    unset = state.readUTF().getBytes(ISO_8859_1);
    int count = state.readUnsignedShort();
    if (count > MOST_COLUMNS) {
      throw new IllegalArgumentException("more columns than there may be");
    }
    columns = new ConnColumn[count];
    for (int i = 0; i < count; i++) {
      columns[i] = ConnColumn.named(state.readUTF());
    }
  }
}
