package io.tapline.report.fwctl;

import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.report.log.ConnectionStream;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A summary without threshold over the log: the log groups its connections by what rows and filters
 * need, and each group is handed on as a packet that came so often. Client ports of TCP and UDP are
 * no part of a service, so those of other protocols are asked for in a second question, where there
 * are such connections. For one thread.
 */
final class LogGroups {
  /** Groups of one answer. */
  static final int MOST_GROUPS = 10_000;

  /** Measures of a question: how many connections, and their first and last start. */
  private static final int CONNECTIONS = 0;

  private static final int FIRST_START = 1;
  private static final int LAST_START = 2;
  private static final long NANOS = 1_000_000_000;
  private static final String OTHERS = "protocol != tcp AND protocol != udp";

  /** What {@link #OTHERS} may be added to: the log limits the length of a filter, and its terms. */
  private static final int LONGEST_FILTER = 4_000;

  private static final int MOST_TERMS = 60;

  private final LogQuestion question;
  private final Set<LogColumn> columns;
  private final boolean portsApart;
  private final NamedPacket packet;
  private final Consumer<Packet> sink;
  private long connections;

  private record Group(List<LogColumn> columns, AggregateRow row) {
    long firstStart() {
      return row.getValues(FIRST_START);
    }

    String key(LogColumn column) {
      int at = columns.indexOf(column);
      return at < 0 ? "" : row.getKeys(at);
    }

    boolean hasPorts() {
      int protocol = ProtocolNames.number(key(LogColumn.PROTOCOL));
      return protocol == IpProtocols.TCP || protocol == IpProtocols.UDP;
    }
  }

  /**
   * @param fields that rows and filters need, source ports only where they are filtered by
   * @param portsApart whether source ports of others than TCP and UDP are needed as well
   */
  LogGroups(
      LogQuestion question,
      Set<RecordField> fields,
      boolean portsApart,
      Networks networks,
      Consumer<Packet> sink) {
    this.question = question;
    this.columns = LogColumn.of(networks.needed(fields));
    this.portsApart = portsApart && !columns.contains(LogColumn.CLIENT_PORT);
    this.packet = new NamedPacket(networks);
    this.sink = sink;
  }

  /** Connections in the groups that were handed on. */
  long connections() {
    return connections;
  }

  /**
   * Hands on all groups, by the time of their first connection.
   *
   * @return what they do not cover; null, and nothing is handed on, where there are too many
   */
  @Nullable Completeness read(ConnectionStream log) {
    AggregateConnectionsResponse answer =
        log.aggregate(question.groups(question.filter(), columns));
    List<Group> groups = groups(columns, answer);
    boolean whole = isWhole(answer);
    if (whole && portsApart && !groups.stream().allMatch(Group::hasPorts)) {
      whole = addOthers(log, groups);
    }
    if (!whole) {
      return null;
    }
    groups.sort(Comparator.comparingLong(Group::firstStart));
    groups.forEach(this::accept);
    return answer.getCompleteness();
  }

  /** Replaces groups of others than TCP and UDP by those with client ports; false if too many. */
  private boolean addOthers(ConnectionStream log, List<Group> groups) {
    String filter = question.filter();
    if (filter.length() > LONGEST_FILTER || terms(filter) > MOST_TERMS) {
      return false;
    }
    Set<LogColumn> withPort = EnumSet.copyOf(columns);
    withPort.add(LogColumn.CLIENT_PORT);
    String others = filter.isBlank() ? OTHERS : "(" + filter + ") AND " + OTHERS;
    AggregateConnectionsResponse answer = log.aggregate(question.groups(others, withPort));
    groups.removeIf(group -> !group.hasPorts());
    groups.addAll(groups(withPort, answer));
    return isWhole(answer);
  }

  /** At least as many as a filter has: one of these stands between two of them. */
  private static long terms(String filter) {
    return 1 + filter.chars().filter(c -> " \t\n,=<>&|()".indexOf(c) >= 0).count();
  }

  private static List<Group> groups(Set<LogColumn> columns, AggregateConnectionsResponse answer) {
    List<LogColumn> order = List.copyOf(columns);
    List<Group> groups = new ArrayList<>();
    answer.getRowsList().forEach(row -> groups.add(new Group(order, row)));
    return groups;
  }

  private static boolean isWhole(AggregateConnectionsResponse answer) {
    return answer.getGroups() == answer.getRowsCount();
  }

  private void accept(Group group) {
    packet.count = group.row().getValues(CONNECTIONS);
    packet.order = group.firstStart();
    packet.time = Math.floorDiv(packet.order, NANOS);
    packet.lastTime = Math.floorDiv(group.row().getValues(LAST_START), NANOS);
    packet.protocol = Math.max(0, ProtocolNames.number(group.key(LogColumn.PROTOCOL)));
    packet.action = group.key(LogColumn.FIREWALL_ACTION).toUpperCase(Locale.ROOT);
    packet.chain = group.key(LogColumn.FIREWALL_CHAIN);
    packet.host = group.key(LogColumn.HOSTNAME);
    packet.service = LogRecords.service(group.key(LogColumn.SERVICE));
    packet.sourcePort = port(group.key(LogColumn.CLIENT_PORT));
    packet.destinationPort = port(group.key(LogColumn.SERVER_PORT));
    packet.addresses(address(group.key(LogColumn.CLIENT)), address(group.key(LogColumn.SERVER)));
    connections += packet.count;
    sink.accept(packet);
  }

  private static int port(String key) {
    return key.isEmpty() ? 0 : Integer.parseInt(key);
  }

  /** Where the column is not needed, any address. */
  private static IpAddress address(String key) {
    return IpAddresses.parse(key.isEmpty() ? "::" : key);
  }
}
