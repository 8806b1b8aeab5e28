package io.tapline.report.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.report.log.ConnectionStream;
import io.tapline.wire.tabular.Column;
import io.tapline.wire.tabular.ColumnType;
import io.tapline.wire.tabular.CsvWriter;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Connections as a file, written while the log sends them, so its size has no limit. When the log
 * fails on the way, the transfer breaks; it never ends as if it were whole.
 */
record ConnectionExport(
    ConnectionStream log, StreamConnectionsRequest request, Format format, List<String> columns)
    implements StreamingOutput {
  enum Format {
    /** RFC 4180 with a header. */
    CSV("text/csv; charset=UTF-8"),
    /** One object a line. */
    JSON("application/x-ndjson");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }

    String fileName() {
      return this == CSV ? "connections.csv" : "connections.ndjson";
    }
  }

  @Override
  public void write(OutputStream out) throws IOException {
    try {
      switch (format) {
        case CSV -> csv(out);
        case JSON -> log.stream(request, row -> json(out, row));
      }
    } catch (UncheckedIOException e) {
      throw new IOException("The reader of the export is gone.", e);
    }
  }

  private void csv(OutputStream out) throws IOException {
    CsvWriter writer =
        new CsvWriter(
            out, columns.stream().map(name -> new Column(name, ColumnType.TEXT)).toList());
    writer.begin();
    log.stream(request, row -> csv(writer, ConnectionJson.of(row)));
  }

  private void csv(CsvWriter writer, ObjectNode row) {
    for (String column : columns) {
      JsonNode value = row.path(column);
      if (value.isMissingNode() || value.asText().isEmpty()) {
        writer.none();
      } else {
        writer.text(value.asText());
      }
    }
    try {
      writer.endRow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void json(OutputStream out, Connection row) {
    String line = ConnectionJson.of(row).retain(columns) + "\n";
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
