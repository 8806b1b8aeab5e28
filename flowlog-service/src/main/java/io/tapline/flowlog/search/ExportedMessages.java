package io.tapline.flowlog.search;

import io.tapline.flowlog.v1.Connection;
import io.tapline.wire.address.IpAddresses;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** What flow records told, into messages: only what was told is set. */
final class ExportedMessages {
  private ExportedMessages() {}

  static void add(Connection.Builder connection, ExportedColumns told) {
    if (told.flowRecords() == 0) {
      return;
    }
    connection
        .setExporter(address(told.exporterHigh(), told.exporterLow()))
        .setObservationDomain(told.observationDomain())
        .setFlowRecords(told.flowRecords())
        .setSamplingInterval(told.samplingInterval())
        .setFirewallAction(told.firewallAction())
        .setFirewallChain(told.firewallChain());
    addPath(connection, told);
    addEndpoints(connection, told);
    addTranslation(connection, told);
  }

  private static void addPath(Connection.Builder connection, ExportedColumns told) {
    connection
        .setInputInterfaceName(told.inputInterfaceName())
        .setOutputInterfaceName(told.outputInterfaceName())
        .setNextHop(address(told.nextHopHigh(), told.nextHopLow()));
    set(told.inputInterface(), connection::setInputInterface);
    set(told.outputInterface(), connection::setOutputInterface);
  }

  private static void addEndpoints(Connection.Builder connection, ExportedColumns told) {
    set(told.clientAs(), connection::setClientAs);
    set(told.serverAs(), connection::setServerAs);
    setInt(told.clientMask(), connection::setClientMask);
    setInt(told.serverMask(), connection::setServerMask);
    setInt(told.clientTos(), connection::setClientTos);
    setInt(told.serverTos(), connection::setServerTos);
    set(told.clientTag(), connection::setClientTag);
    set(told.serverTag(), connection::setServerTag);
  }

  private static void addTranslation(Connection.Builder connection, ExportedColumns told) {
    connection
        .setNatClientAddress(address(told.natClientHigh(), told.natClientLow()))
        .setNatClientPort(told.natClientPort())
        .setNatServerAddress(address(told.natServerHigh(), told.natServerLow()))
        .setNatServerPort(told.natServerPort());
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
