package io.tapline.cli.search;

import static io.tapline.cli.output.Column.nullable;

import io.tapline.cli.output.Column;
import io.tapline.flowlog.v1.Connection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Columns of what tunnels, flow exporters, translations and firewalls report of a connection; a
 * value that was not reported is absent.
 */
final class ExportedColumns {
  private ExportedColumns() {}

  static List<Column<Connection>> all() {
    return List.of(
        text("tunnel", Connection::getTunnel),
        text("icmp_error", Connection::getIcmpError),
        text("exporter", Connection::getExporter),
        number("observation_domain", ExportedColumns::exported, Connection::getObservationDomain),
        number("flow_records", row -> row.getFlowRecords() > 0, Connection::getFlowRecords),
        number(
            "sampling_interval",
            row -> row.getSamplingInterval() > 0,
            Connection::getSamplingInterval),
        text("sampling", ExportedColumns::sampling),
        number("input_interface", Connection::hasInputInterface, Connection::getInputInterface),
        number("output_interface", Connection::hasOutputInterface, Connection::getOutputInterface),
        text("input_interface_name", Connection::getInputInterfaceName),
        text("output_interface_name", Connection::getOutputInterfaceName),
        number("client_as", Connection::hasClientAs, Connection::getClientAs),
        number("server_as", Connection::hasServerAs, Connection::getServerAs),
        number("client_mask", Connection::hasClientMask, Connection::getClientMask),
        number("server_mask", Connection::hasServerMask, Connection::getServerMask),
        number("client_tos", Connection::hasClientTos, Connection::getClientTos),
        number("server_tos", Connection::hasServerTos, Connection::getServerTos),
        text("next_hop", Connection::getNextHop),
        text("nat_client", Connection::getNatClientAddress),
        number("nat_client_port", row -> row.getNatClientPort() > 0, Connection::getNatClientPort),
        text("nat_server", Connection::getNatServerAddress),
        number("nat_server_port", row -> row.getNatServerPort() > 0, Connection::getNatServerPort),
        number("client_tag", Connection::hasClientTag, Connection::getClientTag),
        number("server_tag", Connection::hasServerTag, Connection::getServerTag),
        text("firewall_action", Connection::getFirewallAction),
        text("firewall_chain", Connection::getFirewallChain),
        text("outer_first", Connection::getOuterFirstAddress),
        text("outer_second", Connection::getOuterSecondAddress));
  }

  /** Those that a table shows where some row has a value. */
  static List<Column<Connection>> table() {
    return List.of(
        text("tunnel", Connection::getTunnel),
        text("exporter", Connection::getExporter),
        text("sampling", ExportedColumns::sampling),
        text(
            "nat_client",
            row -> ConnectionColumns.endpoint(row.getNatClientAddress(), row.getNatClientPort())),
        text(
            "nat_server",
            row -> ConnectionColumns.endpoint(row.getNatServerAddress(), row.getNatServerPort())),
        text("action", Connection::getFirewallAction),
        text("chain", Connection::getFirewallChain));
  }

  private static Column<Connection> text(String name, Function<Connection, String> value) {
    return nullable(name, false, row -> value.apply(row).isEmpty() ? null : value.apply(row));
  }

  private static Column<Connection> number(
      String name, Predicate<Connection> has, Function<Connection, Number> value) {
    return nullable(name, true, row -> has.test(row) ? value.apply(row) : null);
  }

  /** The field of filters: empty unless packets were sampled. */
  private static String sampling(Connection row) {
    long interval = row.getSamplingInterval();
    return interval < 0 ? "unknown" : interval > 1 ? "1/" + interval : "";
  }

  private static boolean exported(Connection row) {
    return !row.getExporter().isEmpty();
  }
}
