package io.tapline.wire.zeek;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.JsonLine;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.LineDecoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Decodes the lines of conn.log: header and rows of tab-separated values, or JSON objects. */
public final class ZeekConnDecoder extends LineDecoder {
  private static final int MAGIC = 0x54_4C_7A_6B; // TLzk

  private final ConnTable table = new ConnTable();
  private final ConnFields fields = new ConnFields(record);
  private final Line value = new Line();

  public ZeekConnDecoder() {
    super(MAGIC);
  }

  @Override
  protected FlowOutcome decodeLine(FlowUnit unit, FlowSink sink) {
    return switch (line.bytes[line.start]) {
      case '#' -> header();
      case '{' -> json(sink);
      default -> row(sink);
    };
  }

  private FlowOutcome header() {
    table.header(line);
    return FlowOutcome.HEADER;
  }

  private FlowOutcome row(FlowSink sink) {
    if (!table.isKnown()) {
      return malformed("rows_before_header");
    }
    if (!table.ofConnections()) {
      return otherLog();
    }
    fields.clear();
    return table.row(line, fields) && fields.finish()
        ? connection(sink)
        : malformed("malformed_rows");
  }

  private FlowOutcome otherLog() {
    return ignored("lines_of_other_logs");
  }

  private FlowOutcome connection(FlowSink sink) {
    sink.flow(record);
    return FlowOutcome.DECODED;
  }

  private FlowOutcome json(FlowSink sink) {
    fields.clear();
    try (JsonParser json = JsonLine.parser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        member(name, json);
      }
    } catch (IOException _) {
      return malformed("malformed_json_lines");
    }
    if (!fields.ofConnections()) {
      return otherLog();
    }
    return fields.finish() ? connection(sink) : malformed("malformed_rows");
  }

  /** Takes the member whose value is at hand; the connection's endpoints may be an object. */
  private void member(String name, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT || !ZeekNames.isRecord(name)) {
      value(ConnColumn.named(name), json);
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      ConnColumn column = ConnColumn.named(ZeekNames.member(json.currentName()));
      json.nextToken();
      value(column, json);
    }
  }

  private void value(ConnColumn column, JsonParser json) throws IOException {
    if (column == ConnColumn.OTHER || json.currentToken() == JsonToken.VALUE_NULL) {
      json.skipChildren();
      return;
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      firstOfArray(json);
    } else {
      JsonLine.copy(json, value);
    }
    if (value.end > 0) {
      fields.set(column, value, 0, value.end);
    }
  }

  private void firstOfArray(JsonParser json) throws IOException {
    value.end = 0;
    if (json.nextToken() != JsonToken.END_ARRAY) {
      JsonLine.copy(json, value);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
      }
    }
  }

  @Override
  protected void writeState(DataOutputStream state) throws IOException {
    table.write(state);
  }

  @Override
  protected void readState(DataInputStream state) throws IOException {
    table.read(state);
  }
}
