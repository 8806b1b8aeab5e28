package io.tapline.cli.importing;

import io.tapline.capture.v1.Import;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.time.Times;
import java.util.List;

/** What is printed of an import. */
final class ImportColumns {
  static final List<Column<Import>> ALL =
      List.of(
          Column.text("source", Import::getSource),
          Column.text("file", Import::getFileName),
          Column.text("state", row -> EnumWord.of(row.getState())),
          Column.text("format", row -> row.getSummary().getFormat()),
          Column.bytes("bytes", row -> row.getProgress().getSizeBytes()),
          Column.bytes("read", row -> row.getProgress().getReadBytes()),
          Column.count("acknowledged", row -> row.getProgress().getAcknowledgedFrames()),
          Column.count("connections", row -> row.getSummary().getIngest().getConnections()),
          Column.text("imported", row -> Times.exact(row.getSummary().getImportTime())),
          Column.text("reason", Import::getStateReason));

  private ImportColumns() {}
}
