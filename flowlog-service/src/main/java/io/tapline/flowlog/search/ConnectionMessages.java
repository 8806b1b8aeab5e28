package io.tapline.flowlog.search;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ServiceEvidence;
import io.tapline.flowlog.checkpoint.HopMessages;
import io.tapline.flowlog.store.Coverage.Gap;
import io.tapline.flowlog.store.SegmentSnapshot.LossEntry;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.FilterRemark;
import io.tapline.flowlog.v1.FilterRemarkReason;
import io.tapline.flowlog.v1.Tunnel;
import io.tapline.type.v1.Loss;
import io.tapline.type.v1.LossUnit;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.communityid.CommunityId;
import io.tapline.wire.protocol.IcmpTypes;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Rows and completeness as messages. */
public final class ConnectionMessages {
  private static final String CONN_STATE = "CONN_STATE_";
  private static final String REMARK = "FILTER_REMARK_REASON_";

  private ConnectionMessages() {}

  /**
   * @param reader leaves of each connection what is wanted
   */
  public static List<Connection> connections(
      List<ConnectionRow> rows, Map<Integer, String> sources, UnaryOperator<Connection> reader) {
    return rows.stream().map(row -> reader.apply(connection(row, sources))).toList();
  }

  static Connection connection(ConnectionRow row, Map<Integer, String> sources) {
    Connection.Builder connection =
        Connection.newBuilder()
            .setId(row.sourceId() + "-" + row.firstFrame())
            .setCommunityId(communityId(row))
            .setSource(KeyText.source(row.sourceId(), sources))
            .setStartTime(timestamp(row.startNanos()))
            .setEndTime(timestamp(row.endNanos()))
            .setOpen(row.closeReason() == CloseReason.OPEN)
            .setCloseReason(closeReason(row.closeReason()))
            .setProtocol(row.protocol())
            .setVlan(row.vlan());
    addSides(connection, row);
    addSession(connection, row);
    addTunnel(connection, row);
    addIcmpError(connection, row.icmpError());
    ExportedMessages.add(connection, row.exported());
    return connection.build();
  }

  private static void addSides(Connection.Builder connection, ConnectionRow row) {
    connection
        .setClientAddress(IpAddresses.format(row.clientHigh(), row.clientLow()))
        .setClientPort(row.clientPort())
        .setClientEvidence(clientEvidence(row.clientEvidence()))
        .setClientPackets(row.clientPackets())
        .setClientBytes(row.clientBytes())
        .setClientPayloadBytes(row.clientPayloadBytes())
        .setClientTcpFlags(row.clientTcpFlags())
        .setServerAddress(IpAddresses.format(row.serverHigh(), row.serverLow()))
        .setServerPort(row.serverPort())
        .setServerPackets(row.serverPackets())
        .setServerBytes(row.serverBytes())
        .setServerPayloadBytes(row.serverPayloadBytes())
        .setServerTcpFlags(row.serverTcpFlags());
  }

  private static void addSession(Connection.Builder connection, ConnectionRow row) {
    connection
        .setService(row.service())
        .setServiceEvidence(serviceEvidence(row.serviceEvidence()))
        .setHostname(row.hostname())
        .setConnState(connState(row.connState()))
        .setHistory(row.history())
        .addAllFlags(ConnectionFlags.of(row));
    if (row.rttMicros() >= 0) {
      connection.setRttMicros(row.rttMicros());
    }
  }

  private static void addTunnel(Connection.Builder connection, ConnectionRow row) {
    Tunnel tunnel =
        Tunnel.newBuilder()
            .setPath(row.tunnel())
            .setOuterFirstAddress(
                ExportedMessages.address(row.outerFirstHigh(), row.outerFirstLow()))
            .setOuterSecondAddress(
                ExportedMessages.address(row.outerSecondHigh(), row.outerSecondLow()))
            .build();
    if (!tunnel.equals(Tunnel.getDefaultInstance())) {
      connection.setTunnel(tunnel);
    }
  }

  /**
   * @param text type and code, as in {@code 3/1}; empty for none
   */
  private static void addIcmpError(Connection.Builder connection, String text) {
    int slash = text.indexOf('/');
    if (slash > 0) {
      connection
          .getIcmpErrorBuilder()
          .setType(Integer.parseInt(text, 0, slash, 10))
          .setCode(Integer.parseInt(text, slash + 1, text.length(), 10));
    }
  }

  /** Community ID takes the answer's type, where there is one, as the ICMP server's port. */
  private static String communityId(ConnectionRow row) {
    int counterpart = IcmpTypes.counterpart(row.protocol(), row.clientPort());
    return CommunityId.v1(
        row.protocol(),
        row.clientHigh(),
        row.clientLow(),
        row.clientPort(),
        row.serverHigh(),
        row.serverLow(),
        counterpart == IcmpTypes.NONE ? row.serverPort() : counterpart);
  }

  private static io.tapline.flowlog.v1.CloseReason closeReason(CloseReason reason) {
    return switch (reason) {
      case OPEN -> io.tapline.flowlog.v1.CloseReason.CLOSE_REASON_UNSPECIFIED;
      case TCP_CLOSED -> io.tapline.flowlog.v1.CloseReason.CLOSE_REASON_TCP_CLOSED;
      case IDLE_TIMEOUT -> io.tapline.flowlog.v1.CloseReason.CLOSE_REASON_IDLE_TIMEOUT;
      case ACTIVE_TIMEOUT -> io.tapline.flowlog.v1.CloseReason.CLOSE_REASON_ACTIVE_TIMEOUT;
      case REUSED -> io.tapline.flowlog.v1.CloseReason.CLOSE_REASON_REUSED;
      case EVICTED -> io.tapline.flowlog.v1.CloseReason.CLOSE_REASON_EVICTED;
      case SOURCE_ENDED -> io.tapline.flowlog.v1.CloseReason.CLOSE_REASON_SOURCE_ENDED;
    };
  }

  private static io.tapline.flowlog.v1.ClientEvidence clientEvidence(ClientEvidence evidence) {
    return switch (evidence) {
      case HANDSHAKE -> io.tapline.flowlog.v1.ClientEvidence.CLIENT_EVIDENCE_HANDSHAKE;
      case FIRST_FRAME -> io.tapline.flowlog.v1.ClientEvidence.CLIENT_EVIDENCE_FIRST_FRAME;
      case WELL_KNOWN_PORT -> io.tapline.flowlog.v1.ClientEvidence.CLIENT_EVIDENCE_WELL_KNOWN_PORT;
    };
  }

  private static io.tapline.flowlog.v1.ServiceEvidence serviceEvidence(ServiceEvidence evidence) {
    return switch (evidence) {
      case NONE -> io.tapline.flowlog.v1.ServiceEvidence.SERVICE_EVIDENCE_UNSPECIFIED;
      case PAYLOAD -> io.tapline.flowlog.v1.ServiceEvidence.SERVICE_EVIDENCE_PAYLOAD;
      case PORT -> io.tapline.flowlog.v1.ServiceEvidence.SERVICE_EVIDENCE_PORT;
      case ANNOUNCED -> io.tapline.flowlog.v1.ServiceEvidence.SERVICE_EVIDENCE_ANNOUNCED;
    };
  }

  private static io.tapline.flowlog.v1.ConnState connState(ConnState state) {
    return state == ConnState.NONE
        ? io.tapline.flowlog.v1.ConnState.CONN_STATE_UNSPECIFIED
        : io.tapline.flowlog.v1.ConnState.valueOf(CONN_STATE + state.name());
  }

  static io.tapline.flowlog.v1.Completeness completeness(Completeness completeness) {
    var message =
        io.tapline.flowlog.v1.Completeness.newBuilder()
            .addAllLosses(completeness.losses().stream().map(ConnectionMessages::loss).toList())
            .setLostFrames(completeness.lost().frames())
            .putAllLost(completeness.lost().labelled())
            .setAsOfTime(timestamp(completeness.asOf()))
            .setState(state(completeness.state()))
            .addAllUncovered(
                completeness.coverage().gaps().stream().map(ConnectionMessages::gap).toList())
            .addAllFilterRemarks(
                completeness.remarks().stream().map(ConnectionMessages::remark).toList())
            .setSegments(completeness.segments())
            .setScannedSegments(completeness.scannedSegments());
    if (!completeness.removed().isNothing()) {
      message
          .setKeptSinceTime(timestamp(completeness.removed().keptSinceNanos()))
          .setRemovedConnections(completeness.removed().connections());
    }
    return message.build();
  }

  private static CompletenessState state(Completeness.State state) {
    return switch (state) {
      case COMPLETE -> CompletenessState.COMPLETENESS_STATE_COMPLETE;
      case LOSSY -> CompletenessState.COMPLETENESS_STATE_LOSSY;
      case NOT_COVERED -> CompletenessState.COMPLETENESS_STATE_NOT_COVERED;
    };
  }

  private static com.google.type.Interval gap(Gap gap) {
    var message = com.google.type.Interval.newBuilder();
    if (gap.startNanos() != Long.MIN_VALUE) {
      message.setStartTime(timestamp(gap.startNanos()));
    }
    if (gap.endNanos() != Long.MAX_VALUE) {
      message.setEndTime(timestamp(gap.endNanos()));
    }
    return message.build();
  }

  private static FilterRemark remark(io.tapline.flowlog.search.filter.FilterRemark remark) {
    return FilterRemark.newBuilder()
        .setReason(FilterRemarkReason.valueOf(REMARK + remark.reason().name()))
        .setDescription(remark.description())
        .build();
  }

  private static Loss loss(LossEntry loss) {
    return Loss.newBuilder()
        .setSource(loss.source())
        .setHop(HopMessages.message(loss.hop()))
        .setCount(loss.count())
        .setUnit(LossUnit.valueOf("LOSS_UNIT_" + loss.unit().name()))
        .setStartTime(timestamp(loss.startNanos()))
        .setEndTime(timestamp(loss.endNanos()))
        .setDescription(loss.description())
        .build();
  }
}
