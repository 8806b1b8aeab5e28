package io.tapline.cli.firewall;

import io.tapline.cli.output.Column;
import io.tapline.cli.time.Times;
import io.tapline.report.v1.FirewallRecordSide;
import io.tapline.report.v1.FirewallReportRecord;
import io.tapline.report.v1.FirewallSummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fields by the names of Fwctl::Report, in JSON and CSV. */
final class ReportColumns {
  private ReportColumns() {}

  /** Of a summary, those that its family has. */
  static List<Column<FirewallSummaryRow>> summary(ReportName report) {
    String name = report.toString();
    List<Column<FirewallSummaryRow>> columns = new ArrayList<>();
    if (name.contains("host")) {
      columns.add(Column.text("host_ip", FirewallSummaryRow::getHostIp));
      columns.add(Column.text("host_name", FirewallSummaryRow::getHostName));
    }
    if (name.contains("host") || name.contains("alias")) {
      columns.add(Column.text("host_alias", FirewallSummaryRow::getHostAlias));
    }
    if (name.startsWith("service")) {
      addService(columns);
    }
    columns.add(Column.count("count", FirewallSummaryRow::getCount));
    columns.add(Column.text("first", row -> Times.exact(row.getFirstTime())));
    columns.add(Column.text("last", row -> Times.exact(row.getLastTime())));
    return columns;
  }

  private static void addService(List<Column<FirewallSummaryRow>> columns) {
    columns.add(Column.number("proto", FirewallSummaryRow::getProto));
    columns.add(Column.text("proto_name", FirewallSummaryRow::getProtoName));
    columns.add(
        Column.nullable("dst_port", true, row -> row.hasDstPort() ? row.getDstPort() : null));
    columns.add(Column.text("dst_serv", FirewallSummaryRow::getDstServ));
    columns.add(
        Column.nullable("src_port", true, row -> row.hasSrcPort() ? row.getSrcPort() : null));
    columns.add(Column.text("src_serv", FirewallSummaryRow::getSrcServ));
  }

  /** Of a record. */
  static List<Column<FirewallReportRecord>> records() {
    List<Column<FirewallReportRecord>> columns = new ArrayList<>();
    columns.add(Column.number("group", FirewallReportRecord::getGroup));
    columns.add(Column.text("time", row -> Times.exact(row.getTime())));
    columns.add(Column.text("action", FirewallReportRecord::getAction));
    columns.add(Column.text("device", FirewallReportRecord::getDevice));
    columns.add(Column.text("if", FirewallReportRecord::getInterface));
    columns.add(Column.text("chain", FirewallReportRecord::getChain));
    columns.add(Column.number("proto", FirewallReportRecord::getProto));
    columns.add(Column.text("proto_name", FirewallReportRecord::getProtoName));
    addSide(columns, "src_", FirewallReportRecord::getSource);
    addSide(columns, "dst_", FirewallReportRecord::getDestination);
    return columns;
  }

  private static void addSide(
      List<Column<FirewallReportRecord>> columns,
      String prefix,
      Function<FirewallReportRecord, FirewallRecordSide> side) {
    columns.add(Column.text(prefix + "ip", row -> side.apply(row).getIp()));
    columns.add(Column.text(prefix + "host", row -> side.apply(row).getHost()));
    columns.add(Column.text(prefix + "if", row -> side.apply(row).getInterface()));
    columns.add(Column.text(prefix + "alias", row -> side.apply(row).getAlias()));
    columns.add(Column.nullable(prefix + "port", true, row -> port(side.apply(row))));
    columns.add(Column.text(prefix + "serv", row -> side.apply(row).getService()));
  }

  private static @Nullable Object port(FirewallRecordSide side) {
    return side.hasPort() ? side.getPort() : null;
  }
}
