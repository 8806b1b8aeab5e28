package io.tapline.flowlog.conformance;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.PacketTracker;
import io.tapline.flowlog.assemble.ServiceEvidence;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.conformance.FlowSums.Sums;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.frame.Fragment;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What our own decoder and table make of a capture. */
final class AssembledFlows {
  /** A row of the log, as far as tests look at it. */
  record Connection(
      long clientHigh,
      long clientLow,
      int clientPort,
      int serverPort,
      long clientPackets,
      long payloadBytes,
      String connState,
      String history) {

    static Connection of(ConnectionView row) {
      return new Connection(
          row.clientHigh(),
          row.clientLow(),
          row.clientPort(),
          row.serverPort(),
          row.clientPackets(),
          row.clientPayloadBytes() + row.serverPayloadBytes(),
          row.connState().name(),
          row.history());
    }
  }

  final List<Connection> connections = new ArrayList<>();
  final FlowSums sums = new FlowSums();

  /** The part of the sums that later fragments have. */
  final FlowSums laterFragments = new FlowSums();

  /** Host names by protocol and endpoints in order. */
  final Map<FlowSums.Pair, Set<String>> hostNames = new HashMap<>();

  /** Services likewise. */
  final Map<FlowSums.Pair, Set<String>> services = new HashMap<>();

  /** Those services that payloads told. */
  final Map<FlowSums.Pair, Set<String>> identified = new HashMap<>();

  /** Those between which a payload was seen. */
  final Set<FlowSums.Pair> withPayload = new HashSet<>();

  final Map<FrameOutcome, Long> outcomes = new EnumMap<>(FrameOutcome.class);
  long frames;
  long damagedFrames;
  long connectionFrames;

  static AssembledFlows read(Path capture) throws IOException {
    AssembledFlows flows = new AssembledFlows();
    try (CaptureFile file = CaptureFile.open(capture)) {
      flows.assemble(file.reader());
    }
    return flows;
  }

  private void assemble(CaptureReader reader) {
    ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, this::closed);
    PacketTracker tracker = new PacketTracker(table);
    FrameView frame = new FrameView();
    while (reader.next()) {
      FrameOutcome decoded =
          frame.wrap(
              reader.bytes(),
              reader.offset(),
              reader.capturedLength(),
              reader.originalLength(),
              reader.linkType());
      boolean later = frame.fragment() == Fragment.LATER;
      FrameOutcome outcome =
          tracker.track(
              frame, decoded, reader.position(), reader.timeNanos(), reader.originalLength());
      frames++;
      damagedFrames += reader.damagedBefore();
      outcomes.merge(outcome, 1L, Long::sum);
      if (outcome == FrameOutcome.CONNECTION && later) {
        laterFragment(frame, reader.originalLength());
      }
    }
    long resolved = tracker.takeResolved();
    outcomes.merge(FrameOutcome.CONNECTION, resolved, Long::sum);
    outcomes.merge(FrameOutcome.FRAGMENT_WITHOUT_PORTS, -resolved, Long::sum);
    table.finish();
  }

  private void laterFragment(FrameView frame, int bytes) {
    String protocol = Integer.toString(frame.protocol());
    laterFragments.add(
        protocol,
        endpoint(protocol, frame.sourceHigh(), frame.sourceLow(), frame.sourcePort()),
        endpoint(
            protocol, frame.destinationHigh(), frame.destinationLow(), frame.destinationPort()),
        new Sums(1, bytes, 0, 0));
  }

  private void closed(ConnectionView connection) {
    connections.add(Connection.of(connection));
    String protocol = Integer.toString(connection.protocol());
    connectionFrames += connection.clientPackets() + connection.serverPackets();
    String client =
        endpoint(
            protocol, connection.clientHigh(), connection.clientLow(), connection.clientPort());
    String server =
        endpoint(
            protocol, connection.serverHigh(), connection.serverLow(), connection.serverPort());
    if (connection.clientPayloadBytes() + connection.serverPayloadBytes() > 0) {
      withPayload.add(FlowSums.pair(protocol, client, server));
    }
    hostNames
        .computeIfAbsent(FlowSums.pair(protocol, client, server), _ -> new TreeSet<>())
        .add(connection.hostname());
    if (connection.serviceEvidence() == ServiceEvidence.PAYLOAD) {
      identified
          .computeIfAbsent(FlowSums.pair(protocol, client, server), _ -> new TreeSet<>())
          .add(connection.service());
    }
    services
        .computeIfAbsent(FlowSums.pair(protocol, client, server), _ -> new TreeSet<>())
        .add(connection.service());
    sums.add(
        protocol,
        client,
        server,
        new Sums(
            connection.clientPackets(),
            connection.clientBytes(),
            connection.serverPackets(),
            connection.serverBytes()));
  }

  private static String endpoint(String protocol, long high, long low, int port) {
    return ReferenceFlows.endpoint(protocol, IpAddresses.format(high, low), Integer.toString(port));
  }
}
