package io.tapline.eventstore.reporter;

import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Adds up the messages about one source. */
final class SourceBuilder {
  private final String source;
  private final Set<String> detectors = new HashSet<>();
  private final DetailsBuilder sourceDetails = new DetailsBuilder();
  private final DetailsBuilder targetDetails = new DetailsBuilder();
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private long events;
  private long approximateConnections;
  private long connections;
  private long flows;
  private long packets;
  private long bytes;

  SourceBuilder(String source) {
    this.source = source;
  }

  void add(IdeaDocument message) {
    events++;
    addTimes(message);
    detectors.add(message.detector());
    OptionalLong counted = message.count("ConnCount");
    long ofFlows = message.count("FlowCount").orElse(0);
    connections = sum(connections, counted.orElse(0));
    approximateConnections = sum(approximateConnections, counted.orElse(ofFlows / 2));
    flows = sum(flows, ofFlows);
    packets = sum(packets, message.count("PacketCount").orElse(0));
    bytes = sum(bytes, message.count("ByteCount").orElse(0));
    sourceDetails.add(message.sourcesWith(source));
    targetDetails.add(message.targets());
  }

  /** Messages may claim any count; the sum stays at the greatest one. */
  private static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private void addTimes(IdeaDocument message) {
    Instant begin = message.time("EventTime", "DetectTime").orElseThrow();
    Instant end = message.time("CeaseTime", "EventTime", "DetectTime").orElseThrow();
    first = begin.isBefore(first) ? begin : first;
    last = end.isAfter(last) ? end : last;
  }

  SourceSummary build() {
    return new SourceSummary(
        source,
        first,
        last,
        events,
        detectors.size(),
        approximateConnections,
        connections,
        flows,
        packets,
        bytes,
        sourceDetails.build(),
        targetDetails.build());
  }
}
