package io.tapline.wire.nfdump;

import io.tapline.wire.text.Line;
import io.tapline.wire.text.WordCache;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The columns that a header names, and the splitting of the rows behind it. */
final class NfdumpTable {
  private static final int MOST_COLUMNS = 1024;
  private static final int FEWEST_COLUMNS = 4;

  private NfdumpColumn[] columns = {};

  /** Whether the columns are known. */
  boolean isKnown() {
    return columns.length > 0;
  }

  /** Rows are no flows any more, until a header comes. */
  void end() {
    columns = new NfdumpColumn[0];
  }

  /** Takes a line when it is a header: one that names addresses, protocol and packets. */
  boolean header(Line line) {
    byte first = (byte) (line.bytes[line.start] | 0x20);
    if (first < 'a' || first > 'z') {
      return false;
    }
    NfdumpColumn[] named = columns(line);
    List<NfdumpColumn> all = Arrays.asList(named);
    boolean header =
        named.length >= FEWEST_COLUMNS
            && all.contains(NfdumpColumn.SOURCE)
            && all.contains(NfdumpColumn.DESTINATION)
            && all.contains(NfdumpColumn.PROTOCOL);
    columns = header ? named : columns;
    return header;
  }

  private static NfdumpColumn[] columns(Line line) {
    NfdumpColumn[] found = new NfdumpColumn[MOST_COLUMNS];
    int count = 0;
    for (int at = line.start; at < line.end && count < MOST_COLUMNS; count++) {
      int end = line.endOf(',', at, line.end);
      found[count] = NfdumpColumn.named(WordCache.decode(line.bytes, at, end));
      at = end + 1;
    }
    return Arrays.copyOf(found, count);
  }

  /** Gives the values to the fields; false when there are fewer than columns, or more. */
  boolean row(Line line, NfdumpFields fields) {
    int at = line.start;
    for (NfdumpColumn column : columns) {
      if (at > line.end) {
        return false;
      }
      int end = line.endOf(',', at, line.end);
      fields.set(column, line, line.skipBlanks(at, end), withoutBlanks(line, at, end));
      at = end + 1;
    }
    return at >= line.end;
  }

  private static int withoutBlanks(Line line, int from, int to) {
    int end = to;
    while (end > from && line.bytes[end - 1] == ' ') {
      end--;
    }
    return end;
  }

  void write(DataOutputStream state) throws IOException {
    state.writeShort(columns.length);
    for (NfdumpColumn column : columns) {
      state.writeUTF(column.text());
    }
  }

  void read(DataInputStream state) throws IOException {
    int count = state.readUnsignedShort();
    if (count > MOST_COLUMNS) {
      throw new IllegalArgumentException("more columns than there may be");
    }
    columns = new NfdumpColumn[count];
    for (int i = 0; i < count; i++) {
      columns[i] = NfdumpColumn.named(state.readUTF());
    }
  }
}
