package io.tapline.report.fwctl;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.FieldMaskUtil;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.report.log.ConnectionStream;
import io.tapline.rpc.Refusal;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A log that answers every question with all of its connections, or with a refusal. Of filters it
 * knows the one by which others than TCP and UDP are asked for.
 */
final class FakeLog implements ConnectionStream {
  static final Completeness COMPLETENESS =
      Completeness.newBuilder().setState(CompletenessState.COMPLETENESS_STATE_LOSSY).build();

  private static final String OTHERS = "protocol != tcp AND protocol != udp";

  private final List<Connection> connections = new ArrayList<>();
  private final List<AggregateConnectionsRequest> grouped = new ArrayList<>();
  private int mostGroups = LogGroups.MOST_GROUPS;
  private volatile @Nullable StreamConnectionsRequest asked;
  private volatile @Nullable Refusal refusal;

  void add(long seconds, String client, String server, int port, String service) {
    add(
        Connection.newBuilder()
            .setStartTime(Timestamp.newBuilder().setSeconds(seconds))
            .setProtocol(IpProtocols.TCP)
            .setClientAddress(client)
            .setClientPort(40_000)
            .setServerAddress(server)
            .setServerPort(port)
            .setService(service)
            .build());
  }

  /** In the order of their start. */
  void add(Connection connection) {
    connections.add(connection);
  }

  void refuse(Refusal refusal) {
    this.refusal = refusal;
  }

  /** Answers with no more groups than this. */
  void limitGroups(int most) {
    mostGroups = most;
  }

  StreamConnectionsRequest asked() {
    return Objects.requireNonNull(asked);
  }

  boolean wasStreamed() {
    return asked != null;
  }

  /** Questions for groups. */
  List<AggregateConnectionsRequest> grouped() {
    return grouped;
  }

  @Override
  public Completeness stream(StreamConnectionsRequest request, Consumer<Connection> sink) {
    asked = request;
    Refusal refused = refusal;
    if (refused != null) {
      throw refused;
    }
    connections.forEach(row -> sink.accept(masked(row, request.getReadMask())));
    return COMPLETENESS;
  }

  private static Connection masked(Connection row, FieldMask mask) {
    Connection.Builder read = Connection.newBuilder();
    FieldMaskUtil.merge(mask, row, read);
    return read.build();
  }

  @Override
  public AggregateConnectionsResponse aggregate(AggregateConnectionsRequest request) {
    grouped.add(request);
    boolean others = request.getFilter().endsWith(OTHERS);
    Predicate<Connection> meets =
        row -> !others || (row.getProtocol() != IpProtocols.TCP && row.getProtocol() != 17);
    Map<List<String>, List<Connection>> groups = new LinkedHashMap<>();
    connections.stream()
        .filter(meets)
        .forEach(
            row -> groups.computeIfAbsent(keys(row, request), _ -> new ArrayList<>()).add(row));
    AggregateConnectionsResponse.Builder answer =
        AggregateConnectionsResponse.newBuilder()
            .setGroups(groups.size())
            .setCompleteness(COMPLETENESS);
    groups.entrySet().stream()
        .limit(Math.min(mostGroups, request.getLimit()))
        .forEach(group -> answer.addRows(row(group.getKey(), group.getValue())));
    return answer.build();
  }

  private static List<String> keys(Connection row, AggregateConnectionsRequest request) {
    return request.getGroupByList().stream().map(column -> key(row, column)).toList();
  }

  private static String key(Connection row, String column) {
    return switch (column) {
      case "protocol" -> ProtocolNames.name(row.getProtocol());
      case "client" -> row.getClientAddress();
      case "client_port" -> "" + row.getClientPort();
      case "server" -> row.getServerAddress();
      case "server_port" -> "" + row.getServerPort();
      case "service" -> row.getService();
      case "hostname" -> row.getHostname();
      case "firewall_action" -> row.getFirewall().getAction();
      case "firewall_chain" -> row.getFirewall().getChain();
      default -> throw new IllegalArgumentException("the log has no column " + column);
    };
  }

  private static AggregateRow row(List<String> keys, List<Connection> group) {
    return AggregateRow.newBuilder()
        .addAllKeys(keys)
        .addValues(group.size())
        .addValues(group.stream().mapToLong(FakeLog::start).min().orElseThrow())
        .addValues(group.stream().mapToLong(FakeLog::start).max().orElseThrow())
        .build();
  }

  private static long start(Connection row) {
    return row.getStartTime().getSeconds() * 1_000_000_000 + row.getStartTime().getNanos();
  }
}
