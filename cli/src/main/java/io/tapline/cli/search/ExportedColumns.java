package io.tapline.cli.search;

import static io.tapline.cli.output.Column.nullable;

import io.tapline.cli.output.Column;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.Exported;
import io.tapline.flowlog.v1.Nat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Columns of what tunnels, flow exporters, translations and firewalls report of a connection; a
 * value that was not reported is absent.
 */
final class ExportedColumns {
  private ExportedColumns() {}

  static List<Column<Connection>> all() {
    return List.of(
        text("tunnel", row -> row.getTunnel().getPath()),
        text("icmp_error", ExportedColumns::icmpError),
        text("exporter", row -> row.getExported().getExporterAddress()),
        exported(
            "observation_domain",
            exported -> !exported.getExporterAddress().isEmpty(),
            Exported::getObservationDomain),
        exported(
            "flow_records", exported -> exported.getFlowRecords() > 0, Exported::getFlowRecords),
        exported(
            "sampling_interval",
            exported -> exported.getSamplingInterval() > 0,
            Exported::getSamplingInterval),
        text("sampling", ExportedColumns::sampling),
        exported("input_interface", Exported::hasInputInterface, Exported::getInputInterface),
        exported("output_interface", Exported::hasOutputInterface, Exported::getOutputInterface),
        text("input_interface_name", row -> row.getExported().getInputInterfaceName()),
        text("output_interface_name", row -> row.getExported().getOutputInterfaceName()),
        exported("client_as", Exported::hasClientAs, Exported::getClientAs),
        exported("server_as", Exported::hasServerAs, Exported::getServerAs),
        exported("client_mask", Exported::hasClientMask, Exported::getClientMask),
        exported("server_mask", Exported::hasServerMask, Exported::getServerMask),
        exported("client_tos", Exported::hasClientTos, Exported::getClientTos),
        exported("server_tos", Exported::hasServerTos, Exported::getServerTos),
        text("next_hop", row -> row.getExported().getNextHopAddress()),
        text("nat_client", row -> row.getNat().getClientAddress()),
        port("nat_client_port", Nat::getClientPort),
        text("nat_server", row -> row.getNat().getServerAddress()),
        port("nat_server_port", Nat::getServerPort),
        exported("client_tag", Exported::hasClientTag, Exported::getClientTag),
        exported("server_tag", Exported::hasServerTag, Exported::getServerTag),
        text("firewall_action", row -> row.getFirewall().getAction()),
        text("firewall_chain", row -> row.getFirewall().getChain()),
        text("outer_first", row -> row.getTunnel().getOuterFirstAddress()),
        text("outer_second", row -> row.getTunnel().getOuterSecondAddress()),
        text("flags", row -> String.join(",", row.getFlagsList())));
  }

  /** Those that a table shows where some row has a value. */
  static List<Column<Connection>> table() {
    return List.of(
        text("tunnel", row -> row.getTunnel().getPath()),
        text("exporter", row -> row.getExported().getExporterAddress()),
        text("sampling", ExportedColumns::sampling),
        text(
            "nat_client",
            row ->
                ConnectionColumns.endpoint(
                    row.getNat().getClientAddress(), row.getNat().getClientPort())),
        text(
            "nat_server",
            row ->
                ConnectionColumns.endpoint(
                    row.getNat().getServerAddress(), row.getNat().getServerPort())),
        text("action", row -> row.getFirewall().getAction()),
        text("chain", row -> row.getFirewall().getChain()));
  }

  private static Column<Connection> text(String name, Function<Connection, String> value) {
    return nullable(name, false, row -> value.apply(row).isEmpty() ? null : value.apply(row));
  }

  private static Column<Connection> exported(
      String name, Predicate<Exported> has, Function<Exported, Number> value) {
    return nullable(
        name, true, row -> has.test(row.getExported()) ? value.apply(row.getExported()) : null);
  }

  private static Column<Connection> port(String name, ToIntFunction<Nat> value) {
    return nullable(
        name,
        true,
        row -> value.applyAsInt(row.getNat()) > 0 ? value.applyAsInt(row.getNat()) : null);
  }

  private static String icmpError(Connection row) {
    return row.hasIcmpError()
        ? row.getIcmpError().getType() + "/" + row.getIcmpError().getCode()
        : "";
  }

  /** The field of filters: empty unless packets were sampled. */
  private static String sampling(Connection row) {
    long interval = row.getExported().getSamplingInterval();
    return interval < 0 ? "unknown" : interval > 1 ? "1/" + interval : "";
  }
}
