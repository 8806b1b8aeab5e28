package io.tapline.flowlog.search;

import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.Exported;
import io.tapline.flowlog.v1.Firewall;
import io.tapline.flowlog.v1.Nat;
import io.tapline.wire.address.IpAddresses;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** What flow records reported, into messages: a field is set only where they reported it. */
final class ExportedMessages {
  private ExportedMessages() {}

  static void add(Connection.Builder connection, ExportedColumns columns) {
    if (columns.flowRecords() == 0) {
      return;
    }
    connection.setExported(exported(columns));
    addTranslation(connection, columns);
    addFirewall(connection, columns);
  }

  private static Exported exported(ExportedColumns columns) {
    Exported.Builder exported =
        Exported.newBuilder()
            .setExporterAddress(address(columns.exporterHigh(), columns.exporterLow()))
            .setObservationDomain(columns.observationDomain())
            .setFlowRecords(columns.flowRecords())
            .setSamplingInterval(columns.samplingInterval());
    addPath(exported, columns);
    addEndpoints(exported, columns);
    return exported.build();
  }

  private static void addPath(Exported.Builder exported, ExportedColumns columns) {
    exported
        .setInputInterfaceName(columns.inputInterfaceName())
        .setOutputInterfaceName(columns.outputInterfaceName())
        .setNextHopAddress(address(columns.nextHopHigh(), columns.nextHopLow()));
    set(columns.inputInterface(), exported::setInputInterface);
    set(columns.outputInterface(), exported::setOutputInterface);
  }

  private static void addEndpoints(Exported.Builder exported, ExportedColumns columns) {
    set(columns.clientAs(), exported::setClientAs);
    set(columns.serverAs(), exported::setServerAs);
    setInt(columns.clientMask(), exported::setClientMask);
    setInt(columns.serverMask(), exported::setServerMask);
    setInt(columns.clientTos(), exported::setClientTos);
    setInt(columns.serverTos(), exported::setServerTos);
    set(columns.clientTag(), exported::setClientTag);
    set(columns.serverTag(), exported::setServerTag);
  }

  private static void addTranslation(Connection.Builder connection, ExportedColumns columns) {
    Nat nat =
        Nat.newBuilder()
            .setClientAddress(address(columns.natClientHigh(), columns.natClientLow()))
            .setClientPort(columns.natClientPort())
            .setServerAddress(address(columns.natServerHigh(), columns.natServerLow()))
            .setServerPort(columns.natServerPort())
            .build();
    if (!nat.equals(Nat.getDefaultInstance())) {
      connection.setNat(nat);
    }
  }

  private static void addFirewall(Connection.Builder connection, ExportedColumns columns) {
    Firewall firewall =
        Firewall.newBuilder()
            .setAction(columns.firewallAction())
            .setChain(columns.firewallChain())
            .build();
    if (!firewall.equals(Firewall.getDefaultInstance())) {
      connection.setFirewall(firewall);
    }
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
