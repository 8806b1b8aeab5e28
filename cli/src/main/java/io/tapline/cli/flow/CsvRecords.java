package io.tapline.cli.flow;

import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsWriter;
import io.tapline.wire.flowtools.RecordBuilder;
import io.tapline.wire.flowtools.RecordVersion;
import io.tapline.wire.flowtools.UnsupportedFieldException;
import java.io.IOException;

/** Lines of CSV as records. Empty lines and remarks ({@code #}) are stepped over. */
final class CsvRecords {
  private final RecordVersion version;
  private CsvColumns columns;
  private long lineNumber;

  /** A line that is no record. */
  static final class LineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LineException(long lineNumber, String what, Throwable cause) {
      super("Line %d: %s".formatted(lineNumber, what), cause);
    }
  }

  CsvRecords(RecordVersion version, CsvColumns columns) {
    this.version = version;
    this.columns = columns;
  }

  void read(String line, FlowToolsWriter writer) throws IOException {
    lineNumber++;
    try {
      if (line.startsWith(CsvColumns.HEADING)) {
        columns = CsvColumns.parse(line.substring(CsvColumns.HEADING.length()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        write(line.split(",", -1), writer);
      }
    } catch (IllegalArgumentException | UnsupportedFieldException e) {
      throw new LineException(lineNumber, String.valueOf(e.getMessage()), e);
    }
  }

  private void write(String[] values, FlowToolsWriter writer) throws IOException {
    if (values.length != columns.fields().size()) {
      throw new IllegalArgumentException(
          "It has %d columns instead of %d.".formatted(values.length, columns.fields().size()));
    }
    RecordBuilder record = new RecordBuilder(version);
    for (int i = 0; i < values.length; i++) {
      FlowField field = columns.held(i);
      record.set(field, value(field, values[i].strip()));
    }
    writer.write(record.build());
  }

  private static long value(FlowField field, String text) {
    if (field.isAddress() && text.indexOf('.') >= 0) {
      return Ipv4.parse(text);
    }
    if (!text.matches("\\d{1,10}")) {
      throw new IllegalArgumentException(
          "'%s' is no number for %s.".formatted(text, field.csvName()));
    }
    return Long.parseLong(text);
  }
}
