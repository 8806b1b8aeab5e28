package io.tapline.wire.flowtools;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a decoder counted since its source began. */
final class DecoderCounters {
  long records;
  long malformed;
  long lostFlows;
  long misorderedFlows;
  long corruptPackets;
  long sequenceResets;

  /** Adds what the capture of a stream counted. */
  void add(FlowToolsHeader header) {
    lostFlows += header.flowsLost().orElse(0);
    misorderedFlows += header.flowsMisordered().orElse(0);
    corruptPackets += header.packetsCorrupt().orElse(0);
    sequenceResets += header.sequenceResets().orElse(0);
  }

  /** Those above 0. */
  Map<String, Long> named() {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put("records", records);
    named.put("malformed", malformed);
    named.put("lost_flows", lostFlows);
    named.put("misordered_flows", misorderedFlows);
    named.put("corrupt_packets", corruptPackets);
    named.put("sequence_resets", sequenceResets);
    named.values().removeIf(count -> count == 0);
    return named;
  }
}
