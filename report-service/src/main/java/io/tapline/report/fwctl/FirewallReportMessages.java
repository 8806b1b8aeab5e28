package io.tapline.report.fwctl;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.report.v1.FirewallRecordSide;
import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.FirewallReportRecord;
import io.tapline.report.v1.FirewallReportTotals;
import io.tapline.report.v1.FirewallSummaryRow;
import io.tapline.report.v1.RunFirewallReportResponse;

/** Messages of firewall reports as values, and back. */
final class FirewallReportMessages {
  private FirewallReportMessages() {}

  static RecordFilter filter(FirewallReportHeader header) {
    return new RecordFilter(
        header.getSrcList(),
        header.getDstList(),
        header.getSaliasList(),
        header.getDaliasList(),
        header.getSifList(),
        header.getDifList(),
        header.getProtoList(),
        header.getPortList());
  }

  static RunFirewallReportResponse row(Family family, SummaryRow row) {
    FirewallSummaryRow.Builder message =
        FirewallSummaryRow.newBuilder()
            .setCount(row.count())
            .setFirstTime(time(row.first()))
            .setLastTime(time(row.last()));
    Endpoint side = family.side(row.example());
    if (family.hasHost()) {
      message.setHostIp(side.ip()).setHostName(side.host());
    }
    if (family.hasAlias()) {
      message.setHostAlias(side.alias());
    }
    if (family.hasService()) {
      addService(message, row.example());
    }
    return RunFirewallReportResponse.newBuilder().setRow(message).build();
  }

  private static void addService(FirewallSummaryRow.Builder message, FirewallRecord packet) {
    Endpoint destination = packet.destination();
    message
        .setProto(packet.protocol())
        .setProtoName(packet.protocolName())
        .setDstServ(destination.service());
    if (destination.port() != Endpoint.NO_PORT) {
      message.setDstPort(destination.port());
    }
    if (!packet.hasPorts()) {
      message.setSrcServ(packet.source().service());
      if (packet.source().port() != Endpoint.NO_PORT) {
        message.setSrcPort(packet.source().port());
      }
    }
  }

  static RunFirewallReportResponse record(FirewallRecord packet, int group) {
    return RunFirewallReportResponse.newBuilder()
        .setRecord(
            FirewallReportRecord.newBuilder()
                .setTime(time(packet.time()))
                .setAction(packet.action())
                .setDevice(packet.device())
                .setInterface(packet.interfaceName())
                .setChain(packet.chain())
                .setProto(packet.protocol())
                .setProtoName(packet.protocolName())
                .setSource(endpoint(packet.source()))
                .setDestination(endpoint(packet.destination()))
                .setGroup(group))
        .build();
  }

  private static FirewallRecordSide endpoint(Endpoint side) {
    FirewallRecordSide.Builder message =
        FirewallRecordSide.newBuilder()
            .setIp(side.ip())
            .setHost(side.host())
            .setInterface(side.interfaceName())
            .setAlias(side.alias())
            .setService(side.service());
    if (side.port() != Endpoint.NO_PORT) {
      message.setPort(side.port());
    }
    return message.build();
  }

  static RunFirewallReportResponse totals(FirewallReport report, FirewallLines lines) {
    return response(
        totals(report)
            .setLines(lines.lines())
            .setMalformedLines(lines.malformed())
            .addAllMalformedSamples(lines.malformedSamples()));
  }

  /**
   * @param connections of the log that the report looked at
   */
  static RunFirewallReportResponse totals(
      FirewallReport report, long connections, Completeness completeness) {
    return response(totals(report).setLines(connections).setCompleteness(completeness));
  }

  private static FirewallReportTotals.Builder totals(FirewallReport report) {
    return FirewallReportTotals.newBuilder()
        .setStartTime(time(report.start()))
        .setEndTime(time(report.end()))
        .setRecords(report.records());
  }

  private static RunFirewallReportResponse response(FirewallReportTotals.Builder totals) {
    return RunFirewallReportResponse.newBuilder().setTotals(totals).build();
  }

  private static Timestamp time(long seconds) {
    return Timestamp.newBuilder().setSeconds(seconds).build();
  }
}
