package io.tapline.cli.search;

import static io.tapline.cli.output.Column.bytes;
import static io.tapline.cli.output.Column.count;
import static io.tapline.cli.output.Column.flag;
import static io.tapline.cli.output.Column.number;
import static io.tapline.cli.output.Column.text;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Printable;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.flowlog.v1.Connection;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The columns of the connection log, by the names that filters, JSON and CSV share. */
final class ConnectionColumns {
  private ConnectionColumns() {}

  /** Every column, for programs. */
  static List<Column<Connection>> all(ScopeOptions times) {
    return Stream.concat(captured(times), ExportedColumns.all().stream()).toList();
  }

  /** The name of every column, which is that of a filter's field, too. */
  static List<String> names() {
    ScopeOptions defaults = new ScopeOptions();
    CommandLine.populateCommand(defaults);
    return all(defaults).stream().map(Column::name).toList();
  }

  private static Stream<Column<Connection>> captured(ScopeOptions times) {
    return Stream.of(
        text("id", Connection::getId),
        text("community_id", Connection::getCommunityId),
        text("source", Connection::getSource),
        times.column("start", Connection::getStartTime),
        times.column("end", Connection::getEndTime),
        flag("open", Connection::getOpen),
        text("close_reason", row -> EnumWord.of(row.getCloseReason())),
        text("protocol", row -> ProtocolNames.name(row.getProtocol())),
        text("client", Connection::getClientAddress),
        number("client_port", Connection::getClientPort),
        text("server", Connection::getServerAddress),
        number("server_port", Connection::getServerPort),
        text("client_evidence", row -> EnumWord.of(row.getClientEvidence())),
        count("client_packets", Connection::getClientPackets),
        bytes("client_bytes", Connection::getClientBytes),
        count("server_packets", Connection::getServerPackets),
        bytes("server_bytes", Connection::getServerBytes),
        bytes("client_payload_bytes", Connection::getClientPayloadBytes),
        bytes("server_payload_bytes", Connection::getServerPayloadBytes),
        number("client_tcp_flags", Connection::getClientTcpFlags),
        number("server_tcp_flags", Connection::getServerTcpFlags),
        text("service", Connection::getService),
        text("service_evidence", row -> EnumWord.of(row.getServiceEvidence())),
        text("hostname", Connection::getHostname),
        text("conn_state", ConnectionColumns::connState),
        text("history", Connection::getHistory),
        rtt(),
        number("vlan", Connection::getVlan));
  }

  /**
   * Those of these names, in their order; also duration, packets and bytes, which are sums.
   *
   * @throws CliException a name that is no column
   */
  static List<Column<Connection>> named(List<String> names, ScopeOptions times) {
    Map<String, Column<Connection>> known = new LinkedHashMap<>();
    Stream.concat(all(times).stream(), sums()).forEach(column -> known.put(column.name(), column));
    return names.stream().map(name -> named(name.strip(), known)).toList();
  }

  private static Column<Connection> named(String name, Map<String, Column<Connection>> known) {
    Column<Connection> column = known.get(name);
    if (column == null) {
      throw new CliException(
          ExitCode.USAGE,
          "There is no column '"
              + Printable.of(name)
              + "'. Columns are: "
              + String.join(" ", known.keySet())
              + ".");
    }
    return column;
  }

  private static Stream<Column<Connection>> sums() {
    return Stream.of(
        text("duration", ConnectionColumns::duration),
        packets(),
        bytes("bytes", row -> row.getClientBytes() + row.getServerBytes()));
  }

  /** The most useful ones, for people. */
  static List<Column<Connection>> table(ScopeOptions times) {
    return Stream.concat(always(times), ExportedColumns.table().stream().map(Column::asOptional))
        .toList();
  }

  private static Stream<Column<Connection>> always(ScopeOptions times) {
    return Stream.of(
        times.column("start", Connection::getStartTime),
        text("duration", ConnectionColumns::duration),
        text("protocol", row -> ProtocolNames.name(row.getProtocol())),
        text("client", row -> endpoint(row.getClientAddress(), row.getClientPort())),
        text("server", row -> endpoint(row.getServerAddress(), row.getServerPort())),
        text("service", Connection::getService),
        text("hostname", Connection::getHostname),
        packets(),
        bytes("client_bytes", Connection::getClientBytes),
        bytes("server_bytes", Connection::getServerBytes),
        text("state", row -> row.getOpen() ? "open" : connState(row)));
  }

  /** As Zeek writes it. */
  private static String connState(Connection row) {
    return EnumWord.of(row.getConnState()).toUpperCase(Locale.ROOT);
  }

  private static Column<Connection> packets() {
    return count("packets", row -> row.getClientPackets() + row.getServerPackets());
  }

  private static Column<Connection> rtt() {
    return new Column<>(
        "rtt_micros",
        true,
        row -> row.hasRttMicros() ? row.getRttMicros() : null,
        row -> row.hasRttMicros() ? row.getRttMicros() + " µs" : "");
  }

  private static String duration(Connection row) {
    double seconds =
        row.getEndTime().getSeconds()
            - row.getStartTime().getSeconds()
            + (row.getEndTime().getNanos() - row.getStartTime().getNanos()) / 1e9;
    return String.format(Locale.ROOT, "%.3f s", seconds);
  }

  /** Address and port; empty without an address. */
  static String endpoint(String address, int port) {
    if (address.isEmpty()) {
      return "";
    }
    return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
  }
}
