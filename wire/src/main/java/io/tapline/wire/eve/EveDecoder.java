package io.tapline.wire.eve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.JsonLine;
import io.tapline.wire.text.LineDecoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Decodes lines of EVE; each flow event is a flow with both directions, each netflow event one. */
public final class EveDecoder extends LineDecoder {
  private static final int MAGIC = 0x54_4C_65_76; // TLev

  private final EveEvent event = new EveEvent(record);

  public EveDecoder() {
    super(MAGIC);
  }

  @Override
  protected FlowOutcome decodeLine(FlowUnit unit, FlowSink sink) {
    event.clear();
    try (JsonParser json = JsonLine.parser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return malformed("malformed_json_lines");
      }
      while (!event.isOther() && json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        event.field(name, json);
      }
    } catch (IOException _) {
      return malformed("malformed_json_lines");
    }
    return flow(sink);
  }

  private FlowOutcome flow(FlowSink sink) {
    if (event.isOther() || !event.isNamed()) {
      return FlowOutcome.IGNORED;
    }
    if (!event.finish()) {
      return malformed("malformed_flow_events");
    }
    sink.flow(record);
    return FlowOutcome.DECODED;
  }

  /** No line needs another one. */
  @Override
  protected void writeState(DataOutputStream state) {}

  @Override
  protected void readState(DataInputStream state) {}
}
