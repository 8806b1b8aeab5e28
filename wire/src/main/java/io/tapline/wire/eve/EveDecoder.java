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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decodes lines of EVE; each flow event is a flow with both directions, each netflow event one; of
 * a flow that has both only those that come first count.
 */
public final class EveDecoder extends LineDecoder {
  private static final int MAGIC = 0x54_4C_65_76; // TLev

  /** Counters of the events that Suricata writes most, by type. */
  private static final Map<String, String> IGNORED =
      Stream.of(
              "alert anomaly dhcp dns drop fileinfo files ftp http http2 ikev2 krb5 mdns mqtt nfs packet"
                  .concat(" quic rdp sip smb smtp snmp ssh stats tftp tls")
                  .split(" ", -1))
          .collect(Collectors.toMap(type -> type, type -> "ignored_events_" + type));

  private final CountedFlows counted = new CountedFlows();
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
      return ignored(IGNORED.getOrDefault(event.typeName(), "ignored_events_of_other_types"));
    }
    if (!event.finish()) {
      return malformed("malformed_flow_events");
    }
    if (isCountedOtherwise()) {
      count(event.isFlow() ? "flows_counted_by_netflow" : "netflows_counted_by_flow");
      return FlowOutcome.DUPLICATE;
    }
    sink.flow(record);
    return FlowOutcome.DECODED;
  }

  private boolean isCountedOtherwise() {
    byte kind = event.isFlow() ? CountedFlows.FLOW : CountedFlows.NETFLOW;
    return event.flowId() >= 0
        && counted.isCountedOtherwise(event.flowId(), record.startNanos, kind);
  }

  /** Nothing while no flow has a number, as in earlier versions. */
  @Override
  protected void writeState(DataOutputStream state) throws IOException {
    if (!counted.isEmpty()) {
      counted.write(state);
    }
  }

  @Override
  protected void readState(DataInputStream state) throws IOException {
    if (state.available() > 0) {
      counted.read(state);
    }
  }
}
