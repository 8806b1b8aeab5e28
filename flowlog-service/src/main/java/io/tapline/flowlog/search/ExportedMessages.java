package io.tapline.flowlog.search;

import io.tapline.flowlog.v1.Connection;
import io.tapline.wire.address.IpAddresses;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** What flow records reported, into messages: a field is set only where they reported it. */
final class ExportedMessages {
  private ExportedMessages() {}

  static void add(Connection.Builder connection, ExportedColumns exported) {
    if (exported.flowRecords() == 0) {
      return;
    }
    connection
        .setExporter(address(exported.exporterHigh(), exported.exporterLow()))
        .setObservationDomain(exported.observationDomain())
        .setFlowRecords(exported.flowRecords())
        .setSamplingInterval(exported.samplingInterval())
        .setFirewallAction(exported.firewallAction())
        .setFirewallChain(exported.firewallChain());
    addPath(connection, exported);
    addEndpoints(connection, exported);
    addTranslation(connection, exported);
  }

  private static void addPath(Connection.Builder connection, ExportedColumns exported) {
    connection
        .setInputInterfaceName(exported.inputInterfaceName())
        .setOutputInterfaceName(exported.outputInterfaceName())
        .setNextHop(address(exported.nextHopHigh(), exported.nextHopLow()));
    set(exported.inputInterface(), connection::setInputInterface);
    set(exported.outputInterface(), connection::setOutputInterface);
  }

  private static void addEndpoints(Connection.Builder connection, ExportedColumns exported) {
    set(exported.clientAs(), connection::setClientAs);
    set(exported.serverAs(), connection::setServerAs);
    setInt(exported.clientMask(), connection::setClientMask);
    setInt(exported.serverMask(), connection::setServerMask);
    setInt(exported.clientTos(), connection::setClientTos);
    setInt(exported.serverTos(), connection::setServerTos);
    set(exported.clientTag(), connection::setClientTag);
    set(exported.serverTag(), connection::setServerTag);
  }

  private static void addTranslation(Connection.Builder connection, ExportedColumns exported) {
    connection
        .setNatClientAddress(address(exported.natClientHigh(), exported.natClientLow()))
        .setNatClientPort(exported.natClientPort())
        .setNatServerAddress(address(exported.natServerHigh(), exported.natServerLow()))
        .setNatServerPort(exported.natServerPort());
  }

  private static void set(long value, LongConsumer setter) {
    if (value >= 0) {
      setter.accept(value);
    }
  }

  private static void setInt(int value, IntConsumer setter) {
    if (value >= 0) {
      setter.accept(value);
    }
  }

  /** Empty where both halves are 0. */
  static String address(long high, long low) {
    return (high | low) == 0 ? "" : IpAddresses.format(high, low);
  }
}
